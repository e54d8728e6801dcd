package dev.jftrace.event.printfmt;

import java.util.List;

/** The functions of the kernel that print fmts call and that we can stand in for. A new one is a line here. */
final class KernelFunctions {
    private KernelFunctions() {}

    static Arg of(String name, List<Arg> args, PrintRules rules) throws UnparsedPrintFmtException {
        if (!rules.hasFunctions()) {
            throw new UnparsedPrintFmtException("function " + name + " is a plug-in's");
        }
        Arg known = knownToTraceCmd(name, args);
        if (known == null && rules.hasMoreFunctions()) {
            known = knownBeyond(name, args);
        }
        return known != null ? known : KernelFunctionArg.of(name, args);
    }

    private static Arg knownToTraceCmd(String name, List<Arg> args) {
        switch (name) {
            case "xen_hypercall_name":
                return args.size() == 1 ? new TextFunctionArg(args, XenHypercall::name) : null;
            case "scsi_trace_parse_cdb":
                return args.size() == 3 ? new TextFunctionArg(args, ScsiCommand::append) : null;
            case "__le16_to_cpup":
                return args.size() == 1 ? new LittleEndian16Arg(args.get(0)) : null;
            default:
                return args.size() == 1 ? byteOrder(name, args.get(0)) : null;
        }
    }

    /** What {@code ntohs()} and its kind become when the kernel's compiler has seen them. */
    private static Arg byteOrder(String name, Arg argument) {
        switch (name) {
            case "__builtin_constant_p":
                return new NumberFunctionArg(argument, value -> 0);
            case "__fswab16", "__builtin_bswap16":
                return new NumberFunctionArg(
                        argument, value -> Short.toUnsignedLong(Short.reverseBytes((short) value)));
            case "__fswab32", "__builtin_bswap32":
                return new NumberFunctionArg(
                        argument, value -> Integer.toUnsignedLong(Integer.reverseBytes((int) value)));
            case "__fswab64", "__builtin_bswap64":
                return new NumberFunctionArg(argument, Long::reverseBytes);
            default:
                return null;
        }
    }

    private static Arg knownBeyond(String name, List<Arg> args) {
        switch (name) {
            case "native_make_pte", "native_make_pmd", "native_make_pud", "native_make_p4d", "native_make_pgd":
            case "pte_val", "pmd_val", "pud_val", "p4d_val", "pgd_val":
                // They wrap a number in a struct, and take it out again.
                return args.size() == 1 ? args.get(0) : null;
            case "mc_event_error_type":
                return args.size() == 1 ? new TextFunctionArg(args, MemoryError::type) : null;
            case "cper_severity_str":
                return args.size() == 1 ? new TextFunctionArg(args, MemoryError::severity) : null;
            case "cper_mem_err_type_str":
                return args.size() == 1 ? new TextFunctionArg(args, MemoryError::kind) : null;
            case "cper_mem_err_unpack":
                return args.size() == 2 ? new TextFunctionArg(args, MemoryError::location) : null;
            case "decode_prq_descriptor":
                return args.size() == 6 ? new TextFunctionArg(args, PageRequest::append) : null;
            default:
                return null;
        }
    }
}

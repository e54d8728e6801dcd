package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** A function of the kernel that a print fmt calls, and that we know well enough to stand in for. */
final class KernelFunctionArg extends Arg {
    private static final int DEVICE_MINOR_BITS = 20;
    private static final long WRITABLE_PTE = 2;

    private final String name;
    private final List<Arg> args;

    private KernelFunctionArg(String name, List<Arg> args) {
        this.name = name;
        this.args = args;
    }

    static Arg of(String name, List<Arg> args) throws UnparsedPrintFmtException {
        switch (name) {
            case "jbd2_dev_to_name", "jiffies_to_msecs", "is_writable_pte":
                if (args.size() == 1) {
                    return new KernelFunctionArg(name, args);
                }
                break;
            default:
                break;
        }
        throw new UnparsedPrintFmtException("function " + name + " is not known");
    }

    @Override
    long number(TraceEvent event) {
        long value = args.get(0).number(event);
        switch (name) {
            case "jiffies_to_msecs":
                return value;
            case "is_writable_pte":
                return (value & WRITABLE_PTE) != 0 ? 1 : 0;
            default:
                return 0;
        }
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (name.equals("jbd2_dev_to_name")) {
            long device = args.get(0).number(event) & 0xffff_ffffL;
            out.decimal(device >>> DEVICE_MINOR_BITS).append(':').decimal(device & (1 << DEVICE_MINOR_BITS) - 1);
        } else {
            out.decimal(number(event));
        }
    }

    @Override
    List<Arg> parts() {
        return args;
    }
}

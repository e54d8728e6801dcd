package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code kvm}: guests that are entered and left, the reasons by their names. */
final class KvmPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        if (!format.system().equals("kvm")) {
            return null;
        }
        switch (format.name()) {
            case "kvm_exit":
                return exit(format);
            case "kvm_entry":
                return entry(format.field("vcpu_id"), format.field("rip"));
            case "kvm_emulate_insn":
                return instruction(format);
            case "kvm_nested_vmexit":
                EventField rip = format.field("rip");
                EventHandler rest = injected(format);
                return rip == null || rest == null
                        ? null
                        : (event, out) -> rest.print(event, out.append(" rip ").hex(event.number(rip)));
            case "kvm_nested_vmexit_inject":
                return injected(format);
            default:
                return null;
        }
    }

    private static EventHandler exit(EventFormat format) {
        EventField reason = format.field("exit_reason");
        EventField isa = format.field("isa");
        EventField rip = format.field("guest_rip");
        EventField info1 = format.field("info1");
        EventField info2 = format.field("info2");
        if (reason == null || rip == null) {
            return null;
        }
        return (event, out) -> {
            reason(event, reason, isa, out);
            out.append(" rip 0x").hex(event.number(rip));
            if (info1 != null && info2 != null) {
                out.append(" info ").hex(event.number(info1)).append(' ').hex(event.number(info2));
            }
            return true;
        };
    }

    private static void reason(TraceEvent event, EventField field, EventField isa, TextBuffer out) {
        long reason = event.number(field);
        String name = KvmExitReasons.nameOf(isa == null ? 1 : event.number(isa), (int) reason);
        if (name == null) {
            out.append("reason UNKNOWN (").unsigned(reason).append(')');
        } else {
            out.append("reason ").append(name);
        }
    }

    private static EventHandler entry(EventField vcpu, EventField rip) {
        if (vcpu == null || rip == null) {
            return null;
        }
        return (event, out) -> {
            out.append(" vcpu ").unsigned(event.number(vcpu) & 0xffff_ffffL);
            out.append(" rip 0x").hex(event.number(rip));
            return true;
        };
    }

    private static EventHandler instruction(EventFormat format) {
        EventField base = format.field("csbase");
        EventField rip = format.field("rip");
        EventField length = format.field("len");
        EventField failed = format.field("failed");
        EventField bytes = format.field("insn");
        if (base == null || rip == null || length == null || failed == null || bytes == null) {
            return null;
        }
        return (event, out) -> {
            out.hex(event.number(base)).append(':').hex(event.number(rip)).append(": ");
            long count = Math.min(event.number(length), bytes.size());
            for (int i = 0; i < count; i++) {
                out.append(i == 0 ? "" : " ").hexByte((int) event.numberAt(bytes.offset() + i, 1));
            }
            out.append(event.number(failed) != 0 ? " FAIL" : "");
            return true;
        };
    }

    private static EventHandler injected(EventFormat format) {
        EventField code = format.field("exit_code");
        EventField isa = format.field("isa");
        EventField info1 = format.field("exit_info1");
        EventField info2 = format.field("exit_info2");
        EventField interrupt = format.field("exit_int_info");
        EventField error = format.field("exit_int_info_err");
        if (code == null || info1 == null || info2 == null || interrupt == null || error == null) {
            return null;
        }
        return (event, out) -> {
            reason(event, code, isa, out);
            out.append(" info1 ").hex(event.number(info1)).append(" info2 ").hex(event.number(info2));
            out.append(" int_info ").hex(event.number(interrupt));
            out.append(" int_info_err ").hex(event.number(error));
            return true;
        };
    }
}

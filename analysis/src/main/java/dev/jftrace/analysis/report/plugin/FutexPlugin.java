package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;

/** {@code syscalls:sys_enter_futex}: the operation by name, and of the arguments those that it has. */
final class FutexPlugin implements Plugin {
    private static final int COMMAND_MASK = ~(128 | 256);
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 256;

    /**
     * Of each operation how val, utime or val2, uaddr2 and val3 are shown: x in hex, d in decimal, t as a time,
     * - not at all.
     */
    private static final String[] OPERATIONS = {
        "FUTEX_WAIT xt--",
        "FUTEX_WAKE d---",
        "FUTEX_FD d---",
        "FUTEX_REQUEUE ddx-",
        "FUTEX_CMP_REQUEUE ddxx",
        "FUTEX_WAKE_OP ddxx",
        "FUTEX_LOCK_PI -t--",
        "FUTEX_UNLOCK_PI ----",
        "FUTEX_TRYLOCK_PI ----",
        "FUTEX_WAIT_BITSET xt-x",
        "FUTEX_WAKE_BITSET d--x",
        "FUTEX_WAIT_REQUEUE_PI xtxx",
        "FUTEX_CMP_REQUEUE_PI ddxx"
    };

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        if (!format.system().equals("syscalls") || !format.name().equals("sys_enter_futex")) {
            return null;
        }
        EventField address = format.field("uaddr");
        EventField op = format.field("op");
        EventField[] fields = {format.field("val"), format.field("utime"), format.field("uaddr2"), format.field("val3")
        };
        boolean complete = address != null && op != null;
        for (EventField field : fields) {
            complete &= field != null;
        }
        if (!complete) {
            return null;
        }
        return (event, out) -> {
            int bits = (int) event.number(op);
            int command = bits & COMMAND_MASK;
            if (command < 0 || command >= OPERATIONS.length) {
                return false;
            }
            String operation = OPERATIONS[command];
            int space = operation.indexOf(' ');
            out.append("op=").append(operation.substring(0, space));
            out.append((bits & PRIVATE) != 0 ? "|FUTEX_PRIVATE_FLAG" : "");
            out.append((bits & CLOCK_REALTIME) != 0 ? "|FUTEX_CLOCK_REALTIME" : "");
            out.append(" uaddr=");
            hex(event.number(address), out);
            for (int i = 0; i < fields.length; i++) {
                char form = operation.charAt(space + 1 + i);
                if (form != '-') {
                    out.append(' ')
                            .append(i == 1 && form == 'd' ? "val2" : fields[i].name())
                            .append('=');
                    number(form, event.number(fields[i]), out);
                }
            }
            return true;
        };
    }

    private static void number(char form, long value, TextBuffer out) {
        if (form == 'd') {
            out.unsigned(value);
        } else {
            hex(value, out);
        }
    }

    private static void hex(long value, TextBuffer out) {
        out.append("0x");
        int from = out.length();
        out.hex(value).alignRight(from, 8, '0');
    }
}

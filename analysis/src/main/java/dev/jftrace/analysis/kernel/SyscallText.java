package dev.jftrace.analysis.kernel;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code sys_openat(dfd: ffffff9c, filename: 7ffe0010)} and {@code sys_openat -> 0x3}, without the event's name. */
final class SyscallText implements KernelText {
    private static final String ENTER = "sys_enter_";
    private static final String EXIT = "sys_exit_";
    private static final String NUMBER = "__syscall_nr";

    private final String name;
    private final EventField[] arguments;
    private final EventField result;

    private SyscallText(String name, EventField[] arguments, EventField result) {
        this.name = "sys_" + name;
        this.arguments = arguments;
        this.result = result;
    }

    /** @return null if it is neither entry nor exit of one system call */
    static KernelText of(EventFormat format) {
        String event = format.name();
        if (event.startsWith(EXIT) && format.field("ret") != null) {
            return new SyscallText(event.substring(EXIT.length()), null, format.field("ret"));
        }
        if (!event.startsWith(ENTER)) {
            return null;
        }
        EventField[] arguments = format.fields().stream()
                .filter(field -> !field.isDynamic() && !field.name().equals(NUMBER))
                .toArray(EventField[]::new);
        return new SyscallText(event.substring(ENTER.length()), arguments, null);
    }

    @Override
    public void print(TraceEvent event, TextBuffer out) {
        out.append(name);
        if (result != null) {
            out.append(" -> 0x").hex(event.number(result));
            return;
        }
        out.append('(');
        for (int i = 0; i < arguments.length; i++) {
            out.append(i == 0 ? "" : ", ").append(arguments[i].name()).append(": ");
            out.hex(event.number(arguments[i]));
        }
        out.append(')');
    }
}

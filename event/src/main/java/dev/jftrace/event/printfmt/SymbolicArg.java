package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __print_symbolic(value, table)}: the name of the value, or the value in hex. */
final class SymbolicArg extends Arg {
    private final Arg value;
    private final FlagNames names;

    SymbolicArg(Arg value, FlagNames names) {
        this.value = value;
        this.names = names;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        long wanted = value.number(event);
        for (int i = 0; i < names.size(); i++) {
            if (names.value(i) == wanted) {
                conversion.text(names.text(i), star, out);
                return;
            }
        }
        out.append("0x").hex(wanted);
    }

    @Override
    List<Arg> parts() {
        return List.of(value);
    }
}

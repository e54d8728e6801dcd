package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __print_flags(value, delimiter, table)}: the names of the bits that are set, what is left in hex. */
final class FlagsArg extends Arg {
    private final Arg value;
    private final String delimiter;
    private final FlagNames names;

    FlagsArg(Arg value, String delimiter, FlagNames names) {
        this.value = value;
        this.delimiter = delimiter;
        this.names = names;
    }

    Arg value() {
        return value;
    }

    FlagNames names() {
        return names;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    /**
     * Nothing set prints nothing, though the table may have a name for 0; only a name of unknown value is taken
     * for it.
     */
    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        long left = value.number(event);
        boolean first = true;
        for (int i = 0; i < names.size(); i++) {
            long flag = names.value(i);
            if (left == 0 && flag < 0) {
                conversion.text(names.text(i), star, out);
                return;
            }
            if (flag > 0 && (left & flag) == flag) {
                out.append(first ? "" : delimiter);
                conversion.text(names.text(i), star, out);
                first = false;
                left &= ~flag;
            }
        }
        if (left != 0) {
            out.append(first ? "" : delimiter).append("0x").hex(left);
        }
    }

    @Override
    List<Arg> parts() {
        return List.of(value);
    }
}

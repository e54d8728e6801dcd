package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __print_hex(array, count)} and, without spaces, {@code __print_hex_str(array, count)}. */
final class HexArg extends Arg {
    private final Arg array;
    private final Arg count;
    private final String delimiter;

    HexArg(Arg array, Arg count, String delimiter) {
        this.array = array.uncast();
        this.count = count;
        this.delimiter = delimiter;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (array.isBytes()) {
            int start = array.start(event);
            int wanted = (int) count.number(event);
            Bytes.hex(event, start, Math.min(wanted, event.length() - start), delimiter, out);
        }
    }

    @Override
    List<Arg> parts() {
        return List.of(array, count);
    }
}

package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code __print_array(array, count, elementSize)}; without a count it is a dynamic array, all of it. */
final class ArrayArg extends Arg {
    private final Arg array;
    private final Arg count;
    private final Arg elementSize;

    ArrayArg(Arg array, Arg count, Arg elementSize) {
        this.array = array.uncast();
        this.count = count;
        this.elementSize = elementSize;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        if (!array.isBytes()) {
            return;
        }
        int size = (int) elementSize.number(event);
        boolean usable = size == 1 || size == 2 || size == 4 || size == 8;
        int step = usable ? size : 1;
        int start = array.start(event);
        long wanted = count == null ? array.length(event) / step : (int) count.number(event);
        int most = (int) Math.min(wanted, (event.length() - start) / step);
        out.append('{');
        for (int i = 0; i < most; i++) {
            out.append(i == 0 ? "" : ",");
            if (!usable) {
                out.append("BAD SIZE:").decimal(size).append(' ');
            }
            out.append("0x").hex(event.numberAt(start + i * step, step));
        }
        out.append('}');
    }

    @Override
    List<Arg> parts() {
        return List.of(array, elementSize);
    }
}

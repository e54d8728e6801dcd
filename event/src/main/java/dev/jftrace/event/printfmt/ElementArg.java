package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code array[index]}, of a field or of a dynamic array; a cast of the array says how wide an element is. */
final class ElementArg extends Arg {
    private final Arg array;
    private final Arg index;
    private final int size;
    private final long mask;

    ElementArg(Arg array, Arg index, int longSize) {
        this.array = array.uncast();
        this.index = index;
        mask = array instanceof CastArg ? ((CastArg) array).elementMask() : -1;
        int declared = elementSize(this.array);
        size = declared > 0 ? declared : mask == -1 ? longSize : Long.bitCount(mask) / Byte.SIZE;
    }

    private static int elementSize(Arg array) {
        if (array instanceof DynamicArrayArg) {
            return ((DynamicArrayArg) array).elementSize();
        }
        return array.field() == null ? 0 : array.field().elementSize();
    }

    @Override
    long number(TraceEvent event) {
        long at = index.number(event);
        if (!array.isBytes() || Long.compareUnsigned(at, event.length()) > 0) {
            return 0;
        }
        return event.numberAt(array.start(event) + (int) at * size, size) & mask;
    }

    @Override
    List<Arg> parts() {
        return List.of(array, index);
    }
}

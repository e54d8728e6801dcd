package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code (type) arg}: keeps the low bits that the type has. No type brings a sign. */
final class CastArg extends Arg {
    private final Arg inner;
    private final long mask;
    private final long elementMask;

    CastArg(String type, Arg inner) {
        this.inner = inner;
        mask = maskOf(type);
        elementMask =
                type.endsWith("*") ? maskOf(type.substring(0, type.length() - 1).strip()) : -1;
    }

    private static long maskOf(String type) {
        switch (type.startsWith("unsigned ") ? type.substring("unsigned ".length()) : type) {
            case "u8", "s8", "char":
                return 0xff;
            case "u16", "s16", "short":
                return 0xffff;
            case "u32", "s32", "int":
                return 0xffff_ffffL;
            default:
                return -1;
        }
    }

    /** For what such a pointer points at. */
    long elementMask() {
        return elementMask;
    }

    @Override
    long number(TraceEvent event) {
        return inner.number(event) & mask;
    }

    @Override
    Arg uncast() {
        return inner.uncast();
    }

    @Override
    List<Arg> parts() {
        return List.of(inner);
    }
}

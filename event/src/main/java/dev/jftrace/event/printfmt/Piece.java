package dev.jftrace.event.printfmt;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** A part of a print fmt: plain text, or a conversion with its argument. */
abstract class Piece {
    abstract void print(TraceEvent event, boolean raw, TextBuffer out);

    /** What is converted; null for plain text. */
    Arg arg() {
        return null;
    }

    boolean endsWith0x() {
        return false;
    }

    static final class Literal extends Piece {
        private final FixedText text;

        Literal(byte[] text) {
            this.text = FixedText.of(text);
        }

        @Override
        void print(TraceEvent event, boolean raw, TextBuffer out) {
            out.append(text);
        }

        @Override
        boolean endsWith0x() {
            return text.toString().endsWith("0x");
        }
    }

    /** A conversion that takes a number or a string, and maybe another argument for its {@code *}. */
    static final class Converted extends Piece {
        private final Conversion conversion;
        private final Arg arg;
        private final Arg starArg;

        Converted(Conversion conversion, Arg arg, Arg starArg) {
            this.conversion = conversion;
            this.arg = arg;
            this.starArg = starArg;
        }

        @Override
        void print(TraceEvent event, boolean raw, TextBuffer out) {
            int star = starArg == null ? Conversion.NO_STAR : (int) starArg.number(event);
            if (conversion.letter() == 's') {
                arg.print(event, conversion, star, out);
            } else {
                conversion.number(arg.number(event), star, out);
            }
        }

        @Override
        Arg arg() {
            return arg;
        }
    }
}

package dev.jftrace.event.printfmt;

import dev.jftrace.event.FixedText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** A part of a print fmt: plain text, or a conversion with its argument. */
abstract class Piece {
    private static final FixedText NOTHING = FixedText.of("");

    abstract void print(TraceEvent event, boolean raw, TextBuffer out);

    /** What is converted; null for plain text. */
    Arg arg() {
        return null;
    }

    boolean endsWith0x() {
        return false;
    }

    /** This with the literal before it, in one; null if it can't be. */
    Piece behind(Literal literal) {
        return null;
    }

    /** The same pieces, fewer of them where literals and what follows them were made one. */
    static Piece[] joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            int last = joined.size() - 1;
            Piece both =
                    last >= 0 && joined.get(last) instanceof Literal ? piece.behind((Literal) joined.get(last)) : null;
            if (both == null) {
                joined.add(piece);
            } else {
                joined.set(last, both);
            }
        }
        return joined.toArray(new Piece[0]);
    }

    static final class Literal extends Piece {
        final FixedText text;

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
        private final FixedText before;
        private final Conversion conversion;
        private final Arg arg;
        private final Arg starArg;

        Converted(Conversion conversion, Arg arg, Arg starArg) {
            this(NOTHING, conversion, arg, starArg);
        }

        private Converted(FixedText before, Conversion conversion, Arg arg, Arg starArg) {
            this.before = before;
            this.conversion = conversion;
            this.arg = arg;
            this.starArg = starArg;
        }

        @Override
        void print(TraceEvent event, boolean raw, TextBuffer out) {
            out.append(before);
            int star = starArg == null ? Conversion.NO_STAR : (int) starArg.number(event);
            if (conversion.letter() == 's') {
                arg.print(event, conversion, star, out);
            } else {
                conversion.number(arg.number(event), star, out);
            }
        }

        @Override
        Piece behind(Literal literal) {
            return new Converted(literal.text, conversion, arg, starArg);
        }

        @Override
        Arg arg() {
            return arg;
        }
    }
}

package dev.jftrace.event.printfmt;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Splits the format string of a print fmt into pieces, and gives each conversion its argument. */
final class PieceParser {
    private final String format;
    private final Iterator<? extends Arg> args;
    private final PrintRules rules;
    private final List<Piece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
    private int at;

    private PieceParser(String format, List<? extends Arg> args, PrintRules rules) {
        this.format = format;
        this.rules = rules;
        this.args = args.iterator();
    }

    static List<Piece> parse(String format, List<? extends Arg> args, PrintRules rules)
            throws UnparsedPrintFmtException {
        return new PieceParser(format, args, rules).parse();
    }

    private List<Piece> parse() throws UnparsedPrintFmtException {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '\\' && at < format.length()) {
                literal.write(unescaped(format.charAt(at++)));
            } else if (c == '%' && at < format.length() && format.charAt(at) == '%') {
                literal.write('%');
                at++;
            } else if (c == '%') {
                endLiteral();
                conversion();
            } else {
                literal.write(c);
            }
        }
        endLiteral();
        return pieces;
    }

    private void endLiteral() {
        if (literal.size() > 0) {
            pieces.add(new Piece.Literal(literal.toByteArray()));
            literal.reset();
        }
    }

    private static char unescaped(char c) {
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            default:
                return c;
        }
    }

    private void conversion() throws UnparsedPrintFmtException {
        Conversion.Builder builder = new Conversion.Builder();
        Arg star = null;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '*') {
                if (star != null) {
                    throw new UnparsedPrintFmtException("two * in one conversion");
                }
                builder.star();
                star = nextArg();
            } else if ("cduixXos".indexOf(c) >= 0) {
                Conversion conversion = builder.build(c);
                if (conversion == null) {
                    throw new UnparsedPrintFmtException("no printf has a conversion of this length");
                }
                pieces.add(new Piece.Converted(conversion, nextArg(), star));
                return;
            } else if (c == 'p') {
                int length = PointerPiece.extensionLength(format, at);
                String extension = format.substring(at, at + length);
                pieces.add(
                        rules.hasKernelAddresses()
                                ? new KernelPointerPiece(extension, nextArg(), star)
                                : new PointerPiece(extension, nextArg(), star));
                at += length;
                return;
            } else if (!builder.accept(c)) {
                literal.write('>');
                literal.write(c);
                literal.write('<');
                return;
            }
        }
    }

    private Arg nextArg() throws UnparsedPrintFmtException {
        if (!args.hasNext()) {
            throw new UnparsedPrintFmtException("a conversion has no argument");
        }
        return args.next();
    }
}

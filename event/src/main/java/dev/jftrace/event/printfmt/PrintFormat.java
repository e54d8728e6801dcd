package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/**
 * A print fmt made ready: prints any event of one format. One that could not be followed prints
 * {@code [FAILED TO PARSE] field=value ...}.
 */
public final class PrintFormat {
    private final EventFormat format;
    private final List<Piece> pieces;
    private final Piece[] printed;
    private final BinaryPrintk binary;
    private final FieldText fields;
    private final String failure;

    private PrintFormat(EventFormat format, List<Piece> pieces, String failure) {
        this.format = format;
        this.pieces = pieces;
        printed = Piece.joined(pieces);
        this.failure = failure;
        binary = BinaryPrintk.of(format);
        fields = new FieldText(format, pieces);
    }

    static PrintFormat compile(EventFormat format, EventCatalog catalog, PrintRules rules) {
        try {
            if (format.isDamaged()) {
                return new PrintFormat(format, List.of(), "the format file is damaged");
            }
            if (BinaryPrintk.of(format) != null) {
                return new PrintFormat(format, List.of(), null);
            }
            List<Piece> pieces = PrintFmtParser.parse(format, catalog.functions(), catalog.longSize(), rules);
            return new PrintFormat(format, pieces, null);
        } catch (UnparsedPrintFmtException e) {
            return new PrintFormat(format, List.of(), e.getMessage());
        }
    }

    public EventFormat format() {
        return format;
    }

    /** Why the print fmt could not be followed; null if it could. */
    public String failure() {
        return failure;
    }

    /** Whether {@link #print} tells nothing but what stands in the record behind its common fields: the same of the same bytes. */
    public boolean tellsOfFieldsOnly() {
        return failure == null && binary == null && !format.printFmt().contains("common_");
    }

    /** Appends the event as its print fmt wants it. */
    public void print(TraceEvent event, TextBuffer out) {
        if (failure != null) {
            out.append("[FAILED TO PARSE]");
            fields.print(event, false, out);
        } else if (binary != null) {
            binary.print(event, out);
        } else {
            for (Piece piece : printed) {
                piece.print(event, false, out);
            }
        }
    }

    /**
     * Called for each event before {@link #printFields} or a {@link #print} that has a {@link #failure()}, in the order of
     * the events; keeps in the event's note what those before it tell of it.
     */
    public void passFields(TraceEvent event) {
        fields.pass(event);
    }

    /** Appends {@code  name=value} for each field, without regard to what the print fmt makes of them together. */
    public void printFields(TraceEvent event, TextBuffer out) {
        fields.print(event, true, out);
    }

    /** The table of the __print_flags() that shows the field; null if there is none. */
    public FlagNames flagsOf(EventField field) {
        for (Piece piece : pieces) {
            FlagNames names = piece.arg() == null ? null : flagsOf(field, piece.arg());
            if (names != null) {
                return names;
            }
        }
        return null;
    }

    private static FlagNames flagsOf(EventField field, Arg arg) {
        if (arg instanceof FlagsArg && mentions(field, ((FlagsArg) arg).value())) {
            return ((FlagsArg) arg).names();
        }
        for (Arg part : arg.parts()) {
            FlagNames names = flagsOf(field, part);
            if (names != null) {
                return names;
            }
        }
        return null;
    }

    private static boolean mentions(EventField field, Arg arg) {
        return arg.field() == field || arg.parts().stream().anyMatch(part -> mentions(field, part));
    }
}

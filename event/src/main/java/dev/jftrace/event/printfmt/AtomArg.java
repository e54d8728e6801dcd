package dev.jftrace.event.printfmt;

import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.charset.StandardCharsets;

/** A number, a string, or a name that the kernel left in the text. */
final class AtomArg extends Arg {
    private final String text;
    private final byte[] bytes;
    private final FunctionMap functions;
    private long value;
    private boolean known;

    AtomArg(String text, FunctionMap functions) {
        this.text = text;
        this.functions = functions;
        bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        value = Numerals.parse(text);
        known = value != 0 || text.isEmpty() || Character.isDigit(text.charAt(0));
    }

    String text() {
        return text;
    }

    /** A name is the address of the function of that name: a search through all of them, done once. */
    @Override
    long number(TraceEvent event) {
        if (!known) {
            value = functions.addressOf(text);
            known = true;
        }
        return value;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        conversion.text(bytes, 0, bytes.length, star, out);
    }
}

package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** A function of the kernel that makes a string of its arguments. */
final class TextFunctionArg extends Arg {
    private final List<Arg> args;
    private final Text text;

    @FunctionalInterface
    interface Text {
        void append(TraceEvent event, List<Arg> args, TextBuffer out);
    }

    TextFunctionArg(List<Arg> args, Text text) {
        this.args = args;
        this.text = text;
    }

    @Override
    long number(TraceEvent event) {
        return 0;
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        int from = out.length();
        text.append(event, args, out);
        conversion.align(from, star, out);
    }

    @Override
    List<Arg> parts() {
        return args;
    }
}

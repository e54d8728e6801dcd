package dev.jftrace.analysis.kernel;

import dev.jftrace.event.Btf;
import dev.jftrace.event.EventField;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** The arguments of a call as the kernel prints them where its types tell what they are: {@code name=0x1, flags=2}. */
public final class FunctionArguments {
    /** A kernel shows nothing where it did not record all that registers could hold. */
    private static final int REGISTERS = 6;

    private FunctionArguments() {}

    /** @param args the field at the end of the record that has them as longs */
    public static void append(TraceEvent event, EventField args, long address, TextBuffer out) {
        FunctionMap functions = event.catalog().functions();
        int function = functions.find(address);
        if (function < 0
                || !event.holds(args.offset(), REGISTERS * event.catalog().longSize())) {
            return;
        }
        Btf btf = event.catalog().btf();
        int prototype = btf.prototypeOf(functions.name(function));
        if (prototype > 0) {
            btf.appendArguments(prototype, event, args.offset(), out);
        }
    }
}

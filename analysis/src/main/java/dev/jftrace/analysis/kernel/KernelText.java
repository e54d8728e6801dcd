package dev.jftrace.analysis.kernel;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.io.IOException;

/** Prints the events of one format as the kernel does. */
@FunctionalInterface
interface KernelText {
    KernelText UNKNOWN = (event, out) -> out.append("Unknown type ").decimal(event.typeId());

    void print(TraceEvent event, TextBuffer out) throws IOException;

    /** What stands in a comment of function_graph text. */
    default void comment(TraceEvent event, TextBuffer out) throws IOException {
        print(event, out);
    }
}

package dev.jftrace.analysis.kernel;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormat;

/** What was printed into the trace, behind who printed it: {@code tracing_mark_write: hello}. */
final class PrintkText implements KernelText {
    private final PrintFormat printFormat;
    private final TextBuffer whole = new TextBuffer();

    PrintkText(PrintFormat printFormat) {
        this.printFormat = printFormat;
    }

    @Override
    public void print(TraceEvent event, TextBuffer out) {
        printFormat.print(event, out);
    }

    @Override
    public void comment(TraceEvent event, TextBuffer out) {
        TextTail.afterFirst(": ", event, printFormat, whole, out);
    }
}

package dev.jftrace.analysis.kernel;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormat;

/** The rest of what a print fmt makes, where its beginning is shown in another form. */
final class TextTail {
    private TextTail() {}

    /** @param whole for the text, so that it is not allocated anew; all of it is shown where the mark is missing */
    static void afterFirst(String mark, TraceEvent event, PrintFormat printFormat, TextBuffer whole, TextBuffer out) {
        whole.truncate(0);
        printFormat.print(event, whole);
        int start = 0;
        for (int at = 0; start == 0 && at + mark.length() <= whole.length(); at++) {
            start = startsWith(mark, whole, at) ? at + mark.length() : 0;
        }
        for (int at = start; at < whole.length(); at++) {
            out.append((char) (whole.byteAt(at) & 0xff));
        }
    }

    private static boolean startsWith(String mark, TextBuffer text, int at) {
        for (int i = 0; i < mark.length(); i++) {
            if (text.byteAt(at + i) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

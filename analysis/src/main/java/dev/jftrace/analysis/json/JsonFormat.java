package dev.jftrace.analysis.json;

import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.PrintFormat;

/** How events of one format become JSON. */
final class JsonFormat {
    /** All between the flags and the first field. */
    private final String start;

    private final JsonField[] fields;

    /** For what only the print fmt can read; else null. */
    private final PrintFormat text;

    private final TextBuffer scratch;

    JsonFormat(EventFormat format, PrintFormat printFormat, int longSize) {
        TextBuffer text = new TextBuffer();
        JsonText.string(format.system(), text.append(",\"system\":"));
        JsonText.string(format.name(), text.append(",\"event\":"));
        start = text.append(",\"fields\":{").toString();
        fields = format.fields().stream()
                .map(field -> JsonField.of(format, field, longSize))
                .toArray(JsonField[]::new);
        boolean isPrintk = format.name().equals("bprint") || format.name().equals("bputs");
        this.text = isPrintk && format.system().equals("ftrace") ? printFormat : null;
        scratch = this.text == null ? null : new TextBuffer();
    }

    void append(TraceEvent event, TextBuffer out) {
        out.append(start);
        for (int i = 0; i < fields.length; i++) {
            fields[i].append(event, i == 0 ? out : out.append(','));
        }
        out.append('}');
        symbols(event, out);
        if (text != null) {
            scratch.truncate(0);
            text.print(event, scratch);
            JsonText.string(scratch.toString(), out.append(",\"text\":"));
        }
    }

    private void symbols(TraceEvent event, TextBuffer out) {
        int from = out.length();
        out.append(",\"symbols\":{");
        boolean any = false;
        for (JsonField field : fields) {
            int before = out.length();
            boolean appended = field.appendSymbol(event, any ? out.append(',') : out);
            if (!appended) {
                out.truncate(before);
            }
            any |= appended;
        }
        if (any) {
            out.append('}');
        } else {
            out.truncate(from);
        }
    }
}

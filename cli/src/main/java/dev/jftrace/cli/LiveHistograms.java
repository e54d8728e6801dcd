package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.HistTable;
import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.util.List;

/** The histograms that hist triggers count in a running kernel. */
final class LiveHistograms {
    private final Instance instance;
    private final Console console;

    LiveHistograms(Instance instance, Console console) {
        this.instance = instance;
        this.console = console;
    }

    /** @param tsv a line a row, TAB between the columns, instead of the kernel's text */
    void print(String event, boolean tsv) throws IOException {
        ControlFile file = ShowCommand.eventFile(instance, event, "hist");
        String text = file.read();
        List<HistTable> tables = HistTable.parse(text);
        if (tables.isEmpty()) {
            throw new IOException(file.path() + ": no histogram is counted there;"
                    + " make one with: jftrace trigger -a 'hist:keys=FIELD' " + event);
        }
        if (!tsv) {
            console.print(text);
            return;
        }
        for (HistTable table : tables) {
            print(table);
        }
    }

    private void print(HistTable table) throws IOException {
        StringBuilder text = new StringBuilder("# ").append(table.trigger()).append('\n');
        text.append(String.join("\t", table.keys()));
        table.values().forEach(name -> text.append('\t').append(name));
        text.append('\n');
        for (HistTable.Row row : table.rows()) {
            text.append(String.join("\t", row.keys()).replace('\n', ' '));
            row.values().forEach(value -> text.append('\t').append(value));
            text.append('\n');
        }
        if (table.dropped() > 0) {
            console.say(
                    table.dropped() + " events did not get into the table for lack of room: give it more with :size=");
        }
        console.print(text.toString());
    }
}

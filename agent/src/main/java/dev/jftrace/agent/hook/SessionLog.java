package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the recorder should tell its user about this JVM: lines {@code KIND TAB text}. Never fails: it is where failures
 * are told.
 */
public final class SessionLog {
    /** Keeps nothing. */
    public static final SessionLog SILENT = new SessionLog();

    private final AppendedText file;

    private SessionLog() {
        file = null;
    }

    SessionLog(Path path) throws IOException {
        file = new AppendedText(path);
    }

    /** Something asked for was not done. */
    public void error(String what) {
        add("error", what);
    }

    /** A class or method that the filter chose stays untraced. */
    public void untraced(String name, String reason) {
        add("untraced", AppendedText.column(name) + "\t" + AppendedText.column(reason));
    }

    /** A filter chose a method for the first time. */
    public void matched(String filter) {
        add("matched", filter);
    }

    /** Names that a filter without a match might have meant. */
    public void seen(List<String> names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append("seen\t").append(name).append('\n');
        }
        append(lines.toString());
    }

    /** The governor took the hooks out of a function. @param percent of a thread's time that all hooks took */
    public void dropped(String name, int percent) {
        add("dropped", AppendedText.column(name) + "\t" + percent);
    }

    public void clock(String name) {
        add("clock", name);
    }

    public void main(String mainClass) {
        add("main", mainClass);
    }

    /** Why events of the flight recorder that were asked for are missing. */
    public void events(String reason) {
        add("events", reason);
    }

    /** Why this JVM's tracing can't be controlled while it runs. */
    public void control(String reason) {
        add("control", reason);
    }

    private void add(String kind, String text) {
        append(kind + "\t" + text.replace('\n', ' ').replace('\r', ' ') + "\n");
    }

    private void append(String lines) {
        if (file == null) {
            return;
        }
        try {
            file.append(lines);
        } catch (IOException diskFull) {
            // nowhere left to tell it
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            // a file that is not closed does no harm
        }
    }
}

package dev.jftrace.agent.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The last errors, newest last, as {@code error_log} shows them. */
final class ErrorLog extends ControlFile {
    private static final int KEPT = 8;
    private static final long NS_PER_US = 1000;
    private static final long US_PER_S = 1_000_000;

    private final Deque<String> entries = new ArrayDeque<>();

    /**
     * @param location which parser speaks
     * @param caret index in the command of what is wrong
     */
    void add(String location, String text, String command, int caret) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        long us = System.nanoTime() / NS_PER_US;
        String time = String.format(Locale.ROOT, "[%5d.%06d] ", us / US_PER_S, us % US_PER_S);
        StringBuilder entry = new StringBuilder(time).append(location).append(": error: ");
        entry.append(text.replace('\n', ' ')).append("\n  Command: ");
        int column = entry.length() - entry.lastIndexOf("\n") - 1;
        entry.append(command.replace('\n', ' ')).append('\n');
        for (int i = 0; i < column + caret; i++) {
            entry.append(' ');
        }
        entries.addLast(entry.append("^\n").toString());
    }

    @Override
    String read() {
        StringBuilder text = new StringBuilder();
        for (String entry : entries) {
            text.append(entry);
        }
        return text.toString();
    }

    @Override
    OpenFile open(boolean truncate) {
        if (truncate) {
            entries.clear();
        }
        return new Ignored();
    }

    /** What is written is dropped, as the kernel does: only O_TRUNC acts. */
    static final class Ignored extends OpenFile {
        @Override
        int write(byte[] bytes) {
            return bytes.length;
        }
    }
}

package dev.jftrace.agent.hook;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * What an id in a record means: {@code id TAB name TAB module or jar TAB class TAB method TAB descriptor}, and where values are
 * recorded {@code TAB names of arguments TAB retval}. A class is
 * appended whole before its hooks can run, so no record names an id that is not here. A class that is transformed twice
 * has its methods twice, under new ids; ids of methods that were left alone are not used again.
 */
public final class FunctionsFile implements IntUnaryOperator {
    /** The process's, not the session's: code of a session that has ended may still run, and name its ids. */
    private static final AtomicInteger NEXT_ID = new AtomicInteger(1);

    /** What most lines are shorter than. */
    private static final int LINE_LENGTH = 256;

    private final Path path;
    private final AppendedText file;

    FunctionsFile(Path path) throws IOException {
        this.path = path;
        file = new AppendedText(path);
    }

    /** What was appended under these ids. Reads the file: for who asks seldom. */
    public List<TracedMethod> find(Set<Integer> ids) throws IOException {
        List<TracedMethod> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0 && ids.contains(Integer.valueOf(line.substring(0, tab)))) {
                    String[] columns = line.split("\t", -1);
                    found.add(new TracedMethod(
                            Integer.parseInt(columns[0]), columns[1], columns[3], columns[4], columns[5]));
                }
            }
        }
        return found;
    }

    /** The first of {@code count} new ids. */
    @Override
    public int applyAsInt(int count) {
        return NEXT_ID.getAndAdd(count);
    }

    /** No id from here on is given yet. */
    public int nextId() {
        return NEXT_ID.get();
    }

    /** @param methods most often of one class: what their lines have in common is made once */
    public void add(List<TracedMethod> methods, String origin) throws IOException {
        StringBuilder lines = new StringBuilder(LINE_LENGTH * methods.size());
        String className = null;
        String middle = null;
        for (TracedMethod method : methods) {
            if (method.className() != className) {
                className = method.className();
                middle = "\t" + origin + "\t" + AppendedText.column(className) + "\t";
            }
            lines.append(method.id()).append('\t').append(method.name()).append(middle);
            lines.append(AppendedText.column(method.methodName()));
            lines.append('\t').append(AppendedText.column(method.descriptor()));
            if (!method.argumentNames().isEmpty() || method.hasResult()) {
                lines.append('\t')
                        .append(method.argumentNames())
                        .append('\t')
                        .append(method.hasResult() ? "retval" : "");
            }
            lines.append('\n');
        }
        file.append(lines.toString());
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            // a file that is not closed does no harm
        }
    }
}

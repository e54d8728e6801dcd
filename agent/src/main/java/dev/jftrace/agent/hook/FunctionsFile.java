package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * What an id in a record means: {@code id TAB name TAB module or jar TAB class TAB method TAB descriptor}. A class is
 * appended whole before its hooks can run, so no record names an id that is not here. A class that is transformed twice
 * has its methods twice, under new ids; ids of methods that were left alone are not used again.
 */
public final class FunctionsFile implements IntUnaryOperator {
    /** The process's, not the session's: code of a session that has ended may still run, and name its ids. */
    private static final AtomicInteger NEXT_ID = new AtomicInteger(1);

    private final AppendedText file;

    FunctionsFile(Path path) throws IOException {
        file = new AppendedText(path);
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

    public void add(List<TracedMethod> methods, String origin) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (TracedMethod method : methods) {
            lines.append(method.id())
                    .append('\t')
                    .append(method.name())
                    .append('\t')
                    .append(origin);
            lines.append('\t').append(AppendedText.column(method.className()));
            lines.append('\t').append(AppendedText.column(method.methodName()));
            lines.append('\t').append(AppendedText.column(method.descriptor())).append('\n');
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

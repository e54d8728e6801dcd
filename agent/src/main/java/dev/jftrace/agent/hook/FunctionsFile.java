package dev.jftrace.agent.hook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * What an id in a record means: {@code id TAB name TAB module or jar TAB class TAB method TAB descriptor}, and
 * where values are recorded {@code TAB names of arguments TAB retval}. A class is
 * appended whole before its hooks can run, so no record names an id that is not here. A class that is transformed twice
 * has its methods twice, under new ids; ids of methods that were left alone are not used again.
 */
public final class FunctionsFile implements IntUnaryOperator {
    private final AppendedText file;
    private final AtomicInteger nextId = new AtomicInteger(1);

    FunctionsFile(Path path) throws IOException {
        file = new AppendedText(path);
    }

    /** The first of {@code count} new ids. */
    @Override
    public int applyAsInt(int count) {
        return nextId.getAndAdd(count);
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
}

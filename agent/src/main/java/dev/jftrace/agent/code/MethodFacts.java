package dev.jftrace.agent.code;

import java.util.ArrayList;
import java.util.List;

/** What filters ask about one method. */
final class MethodFacts {
    private final String name;
    private final String nameWithParameters;
    private final int packageLength;
    private final int codeLength;
    private final boolean trivial;
    private final List<String> annotations;

    /**
     * @param name {@code pkg.Class.method}
     * @param packageLength characters of it before the class
     * @param codeLength bytes
     * @param annotations binary names, the class's too
     */
    MethodFacts(
            String name,
            String parameters,
            int packageLength,
            int codeLength,
            boolean trivial,
            List<String> annotations) {
        this.name = name;
        this.nameWithParameters = name + parameters;
        this.packageLength = packageLength;
        this.codeLength = codeLength;
        this.trivial = trivial;
        this.annotations = new ArrayList<>(annotations);
    }

    String name() {
        return name;
    }

    String nameWithParameters() {
        return nameWithParameters;
    }

    int packageLength() {
        return packageLength;
    }

    int codeLength() {
        return codeLength;
    }

    boolean isTrivial() {
        return trivial;
    }

    boolean hasAnnotation(Glob wanted) {
        for (String annotation : annotations) {
            if (wanted.matches(annotation)
                    || wanted.matches(after('.', annotation))
                    || wanted.matches(after('$', annotation))) {
                return true;
            }
        }
        return false;
    }

    private static String after(char mark, String name) {
        return name.substring(name.lastIndexOf(mark) + 1);
    }
}

package dev.jftrace.agent.code;

/** What filters ask about one method. Most ask for its name and no more, so the rest need not be known before somebody asks. */
interface MethodFacts {
    /** {@code pkg.Class.method}. */
    String name();

    String nameWithParameters();

    /** Characters of the name before the class. */
    int packageLength();

    /** Bytes. */
    int codeLength();

    boolean isTrivial();

    /** On the method or its class, as {@link #isAnnotation} has it. */
    boolean hasAnnotation(Glob wanted);

    /** @param annotation binary name */
    static boolean isAnnotation(String annotation, Glob wanted) {
        return wanted.matches(annotation)
                || wanted.matches(after('.', annotation))
                || wanted.matches(after('$', annotation));
    }

    private static String after(char mark, String name) {
        return name.substring(name.lastIndexOf(mark) + 1);
    }
}

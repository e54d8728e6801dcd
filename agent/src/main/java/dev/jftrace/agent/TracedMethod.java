package dev.jftrace.agent;

/** A method that the filter chose, and the id that its records carry. */
final class TracedMethod {
    private final int id;
    private final String name;
    private final String className;
    private final String methodName;
    private final String descriptor;

    TracedMethod(int id, String name, String className, String methodName, String descriptor) {
        this.id = id;
        this.name = name;
        this.className = className;
        this.methodName = methodName;
        this.descriptor = descriptor;
    }

    int id() {
        return id;
    }

    /** What the trace calls it. */
    String name() {
        return name;
    }

    /** Binary name, with dots. */
    String className() {
        return className;
    }

    String methodName() {
        return methodName;
    }

    String descriptor() {
        return descriptor;
    }

    /** Tells methods of one class apart. */
    static String key(String methodName, String descriptor) {
        return methodName + descriptor;
    }
}

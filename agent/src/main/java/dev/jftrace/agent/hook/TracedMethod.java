package dev.jftrace.agent.hook;

/** A method that the filter chose, and the id that its records carry. */
public final class TracedMethod {
    private final int id;
    private final String name;
    private final String className;
    private final String methodName;
    private final String descriptor;

    public TracedMethod(int id, String name, String className, String methodName, String descriptor) {
        this.id = id;
        this.name = name;
        this.className = className;
        this.methodName = methodName;
        this.descriptor = descriptor;
    }

    public int id() {
        return id;
    }

    /** What the trace calls it. */
    public String name() {
        return name;
    }

    /** Binary name, with dots. */
    public String className() {
        return className;
    }

    public String methodName() {
        return methodName;
    }

    public String descriptor() {
        return descriptor;
    }

    /** Tells methods of one class apart. */
    public static String key(String methodName, String descriptor) {
        return methodName + descriptor;
    }
}

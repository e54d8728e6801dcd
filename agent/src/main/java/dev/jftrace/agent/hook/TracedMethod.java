package dev.jftrace.agent.hook;

/** A method that the filter chose, and the id that its records carry. */
public final class TracedMethod {
    private final int id;
    private final String name;
    private final String className;
    private final String methodName;
    private final String descriptor;
    private final String argumentNames;
    private final boolean result;

    public TracedMethod(int id, String name, String className, String methodName, String descriptor) {
        this(id, name, className, methodName, descriptor, "", false);
    }

    private TracedMethod(
            int id,
            String name,
            String className,
            String methodName,
            String descriptor,
            String argumentNames,
            boolean result) {
        this.id = id;
        this.name = name;
        this.className = className;
        this.methodName = methodName;
        this.descriptor = descriptor;
        this.argumentNames = argumentNames;
        this.result = result;
    }

    /** The same, whose calls are recorded with values. @param names of the arguments, in order, with commas */
    public TracedMethod withValues(String names, boolean withResult) {
        return new TracedMethod(id, name, className, methodName, descriptor, names, withResult);
    }

    /** Of the arguments that are recorded with each call, in order, with commas; "" for none. */
    public String argumentNames() {
        return argumentNames;
    }

    /** Whether what it returns is recorded. */
    public boolean hasResult() {
        return result;
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

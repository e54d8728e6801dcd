package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.SessionLog;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes that were there before the agent, nearly all of them the JDK's: traced after all where a filter names them.
 */
public final class LoadedClasses {
    private final Instrumentation instrumentation;
    private final ClassTracer tracer;
    private final FunctionFilter filter;
    private final SessionLog log;

    public LoadedClasses(Instrumentation instrumentation, ClassTracer tracer, FunctionFilter filter, SessionLog log) {
        this.instrumentation = instrumentation;
        this.tracer = tracer;
        this.filter = filter;
        this.log = log;
    }

    public void trace() {
        List<Class<?>> reached = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (!loaded.isArray() && instrumentation.isModifiableClass(loaded) && isReached(loaded)) {
                reached.add(loaded);
            }
        }
        retransform(reached);
    }

    private boolean isReached(Class<?> loaded) {
        ClassOrigin origin = ClassOrigin.of(loaded.getModule(), loaded.getClassLoader(), loaded.getProtectionDomain());
        String name = loaded.getName().replace('.', '/');
        return tracer.mayBeTraced(name, origin.isJdk()) && filter.reaches(FunctionName.ofClass(name), origin);
    }

    /**
     * All at once: each call walks every class of the JVM. One class that the JVM refuses spoils a call, so then by
     * halves.
     */
    private void retransform(List<Class<?>> classes) {
        if (classes.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError | InternalError e) {
            if (classes.size() == 1) {
                log.untraced(classes.get(0).getName(), "the JVM refuses to change it: " + e);
                return;
            }
            int half = classes.size() / 2;
            retransform(classes.subList(0, half));
            retransform(classes.subList(half, classes.size()));
        }
    }
}

package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.SessionLog;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The classes that are loaded already, and the change of their code. */
final class LoadedClasses {
    /**
     * So many a time. The program stands still while the JVM exchanges a batch's code, and each batch walks every class of the JVM:
     * with more the pause grows, with fewer the whole takes longer.
     */
    static final int BATCH = 100;

    private final Instrumentation instrumentation;
    private final SessionLog log;

    LoadedClasses(Instrumentation instrumentation, SessionLog log) {
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /** Those of which a filter may choose a method. */
    List<Class<?>> reached(FunctionFilter filter) {
        boolean namesTheJdk = filter.namesTheJdk();
        List<Class<?>> reached = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (isReached(loaded, filter, namesTheJdk) && isModifiable(loaded)) {
                reached.add(loaded);
            }
        }
        return reached;
    }

    private static boolean isReached(Class<?> loaded, FunctionFilter filter, boolean namesTheJdk) {
        ClassOrigin origin = ClassOrigin.of(loaded.getModule(), loaded.getClassLoader(), loaded.getProtectionDomain());
        String name = loaded.getName().replace('.', '/');
        return ClassTracer.mayBeTraced(name, origin.isJdk(), namesTheJdk)
                && filter.reaches(FunctionName.ofClass(name), origin);
    }

    /** @param names with slashes; those that are found are taken out */
    List<Class<?>> named(Set<String> names) {
        List<Class<?>> named = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            String name = loaded.getName().replace('.', '/');
            if (names.contains(name) && isModifiable(loaded)) {
                named.add(loaded);
                found.add(name);
            }
        }
        names.removeAll(found);
        return named;
    }

    private boolean isModifiable(Class<?> loaded) {
        return !loaded.isArray() && instrumentation.isModifiableClass(loaded);
    }

    void retransformInBatches(List<Class<?>> classes) {
        for (int i = 0; i < classes.size(); i += BATCH) {
            retransform(classes.subList(i, Math.min(i + BATCH, classes.size())));
        }
    }

    /** One class that the JVM refuses spoils a call, so then by halves. */
    void retransform(List<Class<?>> classes) {
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

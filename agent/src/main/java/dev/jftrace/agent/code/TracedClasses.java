package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.Session;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes that carry hooks: gives hooks to what a filter chooses, and the original code back to what none chooses any more.
 * Used by one thread.
 */
public final class TracedClasses {
    private static final int LOOKS_FOR_UNFINISHED = 20;
    private static final long BETWEEN_LOOKS_MS = 10;

    private final Instrumentation instrumentation;
    private Session session;
    private ClassTracer tracer;

    public TracedClasses(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Traces what the filter chooses, and nothing else, from now on; with the hooks that the session's settings want.
     *
     * @param dropped methods that stay untraced though the filter chooses them
     */
    public void trace(Session session, FunctionFilter filter, DroppedMethods dropped) {
        Set<String> before = take();
        this.session = session;
        this.tracer = new ClassTracer(session, filter, dropped);
        instrumentation.addTransformer(tracer, true);
        LoadedClasses loaded = new LoadedClasses(instrumentation, session.log());
        List<Class<?>> reached = loaded.reached(filter);
        Set<Class<?>> known = new HashSet<>(reached);
        List<Class<?>> all = new ArrayList<>(reached);
        for (Class<?> hooked : loaded.named(before)) {
            if (known.add(hooked)) {
                all.add(hooked);
            }
        }
        loaded.retransformInBatches(all);
        restore(loaded, before);
    }

    /** Every class has its original code again; calls that are in hooked code go on in it to their end. */
    public void restore() {
        if (tracer != null) {
            Session last = session;
            restore(new LoadedClasses(instrumentation, last.log()), take());
        }
    }

    /** Names of the classes that had hooks. No class that is loaded from here on gets some. */
    private Set<String> take() {
        if (tracer == null) {
            return new HashSet<>();
        }
        ClassTracer last = tracer;
        tracer = null;
        instrumentation.removeTransformer(last);
        return last.close();
    }

    /** A class that another thread was loading meanwhile has its hooks already, but is not listed yet. */
    private static void restore(LoadedClasses loaded, Set<String> names) {
        for (int look = 0; look < LOOKS_FOR_UNFINISHED && !names.isEmpty(); look++) {
            loaded.retransformInBatches(loaded.named(names));
            if (!names.isEmpty()) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What seems mistyped of the filter that is in force, as far as can be seen before the program's main class runs. */
    public List<MistypedFilters.Found> mistyped() throws FilterSyntaxException {
        return MistypedFilters.by(tracer.filter());
    }

    public boolean isTracing() {
        return tracer != null;
    }

    /** The id from which on those stand in the session's functions that have hooks now. */
    public int firstId() {
        return tracer == null ? Integer.MAX_VALUE : tracer.firstId();
    }
}

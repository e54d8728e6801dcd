package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.Governor;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TracedMethod;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The methods that the {@link Governor} dropped. Their classes are changed again by a thread that lives only while there
 * is something to drop: the program's own threads must not wait for it.
 */
public final class DroppedMethods implements Governor.Dropping, Runnable {
    /** Methods that get hot together are dropped together: each change of classes stops the whole JVM for a moment. */
    private static final long GATHER_MS = 20;

    private final Session session;
    private final Instrumentation instrumentation;
    private final Set<String> dropped = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private Map<Integer, Integer> waiting = new java.util.HashMap<>();
    private boolean running;

    public DroppedMethods(Session session, Instrumentation instrumentation) {
        this.session = session;
        this.instrumentation = instrumentation;
    }

    boolean isEmpty() {
        return dropped.isEmpty();
    }

    /** @param className binary */
    boolean contain(String className, String key) {
        return dropped.contains(className + "." + key);
    }

    @Override
    public synchronized void drop(int id, int percent) {
        waiting.put(id, percent);
        if (!running) {
            running = true;
            Thread thread = new Thread(null, this, "jftrace-governor", 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized Map<Integer, Integer> take() {
        Map<Integer, Integer> taken = waiting;
        waiting = new java.util.HashMap<>();
        running = !taken.isEmpty();
        return taken;
    }

    @Override
    public void run() {
        Hook.ring().mute();
        try {
            Thread.sleep(GATHER_MS);
            for (Map<Integer, Integer> next = take(); !next.isEmpty(); next = take()) {
                drop(next);
            }
        } catch (InterruptedException | IOException | UnmodifiableClassException | LinkageError e) {
            session.log().error("the governor could not drop a function: " + e);
        }
    }

    private void drop(Map<Integer, Integer> percentById) throws IOException, UnmodifiableClassException {
        Set<String> classes = new HashSet<>();
        for (TracedMethod method : session.functions().find(percentById.keySet())) {
            dropped.add(method.className() + "." + TracedMethod.key(method.methodName(), method.descriptor()));
            classes.add(method.className());
            session.log().dropped(method.name(), percentById.get(method.id()));
        }
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            if (classes.contains(FunctionName.ofClass(each.getName().replace('.', '/')))
                    && instrumentation.isModifiableClass(each)) {
                loaded.add(each);
            }
        }
        if (!loaded.isEmpty()) {
            instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
        }
    }
}

package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.Hook;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Whether classes of a loader can call the hooks. Loaders delegate to the boot loader, but some (OSGi's) only for
 * java.*: a class of theirs would fail at its first hook. So each loader is asked once.
 */
final class HookVisibility {
    private final Map<ClassLoader, Boolean> answers = Collections.synchronizedMap(new WeakHashMap<>());

    boolean from(ClassLoader loader) {
        if (loader == null || loader == ClassLoader.getSystemClassLoader()) {
            return true;
        }
        Boolean answer = answers.get(loader);
        if (answer == null) {
            answer = ask(loader);
            answers.put(loader, answer);
        }
        return answer;
    }

    private static boolean ask(ClassLoader loader) {
        try {
            return loader.loadClass(Hook.class.getName()) == Hook.class;
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            return false;
        }
    }
}

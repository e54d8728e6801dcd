package dev.jftrace.agent.code;

import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.util.Optional;

/** Which classes belong to the JDK, and which of them no filter can make traced. */
final class JdkClasses {
    /**
     * What a hook runs on its fast path, or while the JVM changes the thread under it: tracing it would call the hook
     * from the hook. All else of the JDK may be traced, as a slow path keeps its thread {@linkplain ThreadRing#mute
     * muted}.
     */
    private static final String[] UNDER_THE_HOOKS = {
        "java/lang/Object",
        "java/lang/Thread",
        "java/lang/VirtualThread",
        "java/lang/BaseVirtualThread",
        "java/lang/System$",
        "java/lang/invoke/",
        "jdk/internal/",
    };

    private JdkClasses() {}

    /**
     * The boot and platform loaders' classes, and those of JDK modules on the application's loader: with {@code java
     * Foo.java} the compiler runs in the traced JVM.
     */
    static boolean contain(Module module, ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader() || isInImage(module);
    }

    private static boolean isInImage(Module module) {
        if (!module.isNamed() || module.getLayer() == null) {
            return false;
        }
        String name = module.getName();
        if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
            return false; // an application linked into an image of its own
        }
        return isOnJrt(module.getLayer().configuration().findModule(name));
    }

    private static boolean isOnJrt(Optional<ResolvedModule> module) {
        if (!module.isPresent()) {
            return false;
        }
        ModuleReference reference = module.get().reference();
        return reference.location().isPresent()
                && "jrt".equals(reference.location().get().getScheme());
    }

    /** @param internalName with slashes */
    static boolean isUnderTheHooks(String internalName) {
        if (!internalName.startsWith("java/lang/") && !internalName.startsWith("jdk/internal/")) {
            return false; // as most are, and all that are loaded are asked about
        }
        for (String name : UNDER_THE_HOOKS) {
            boolean prefix = name.endsWith("/") || name.endsWith("$");
            if (prefix ? internalName.startsWith(name) : isClassOrNested(internalName, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClassOrNested(String internalName, String outer) {
        return internalName.startsWith(outer)
                && (internalName.length() == outer.length() || internalName.charAt(outer.length()) == '$');
    }
}

package dev.jftrace.agent.attach;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jdk.internal.loader.BuiltinClassLoader;
import jdk.internal.loader.URLClassPath;
import jdk.internal.misc.Unsafe;

/**
 * Takes the jar by which the agent came off the class path, where the JVM put it, and closes it: the program shall have no file open
 * that it did not open. The JDK has no way to do that, so fields of its class path are looked at; where they have changed, the jar stays.
 */
final class ClassPathJar {
    private static final String NAME = "/jftrace-attach.jar";
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private ClassPathJar() {}

    static void close() {
        try {
            ClassLoader loader = ClassLoader.getSystemClassLoader();
            if (loader instanceof BuiltinClassLoader) {
                URLClassPath path = (URLClassPath) field(BuiltinClassLoader.class, loader, "ucp");
                close(path);
            }
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // a JDK with other fields: the jar stays open
        }
    }

    private static void close(URLClassPath path) throws IOException {
        synchronized (path) {
            if (has("unopenedUrls")) {
                removeUrls(path);
            } else {
                removeSearchedUrls(path);
            }
            Collection<?> loaders = (Collection<?>) field(URLClassPath.class, path, "loaders");
            Map<?, ?> byUrl = (Map<?, ?>) field(URLClassPath.class, path, "lmap");
            for (Iterator<? extends Map.Entry<?, ?>> each = byUrl.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<?, ?> entry = each.next();
                if (String.valueOf(entry.getKey()).endsWith(NAME)) {
                    each.remove();
                    loaders.remove(entry.getValue());
                    ((Closeable) entry.getValue()).close();
                }
            }
        }
    }

    private static void removeUrls(URLClassPath path) {
        Collection<?> unopened = (Collection<?>) field(URLClassPath.class, path, "unopenedUrls");
        synchronized (unopened) {
            unopened.removeIf(ClassPathJar::isOurs);
            ((Collection<?>) field(URLClassPath.class, path, "path")).removeIf(ClassPathJar::isOurs);
        }
    }

    /** JDK 27 counts how many URLs of one list it has opened. */
    private static void removeSearchedUrls(URLClassPath path) {
        List<?> searched = (List<?>) field(URLClassPath.class, path, "searchPath");
        long opened = UNSAFE.objectFieldOffset(URLClassPath.class, "nextURL");
        synchronized (searched) {
            for (int i = searched.size() - 1; i >= 0; i--) {
                if (isOurs(searched.get(i))) {
                    searched.remove(i);
                    int count = UNSAFE.getInt(path, opened);
                    UNSAFE.putInt(path, opened, i < count ? count - 1 : count);
                }
            }
        }
    }

    private static boolean isOurs(Object url) {
        return ((URL) url).getPath().endsWith(NAME);
    }

    private static boolean has(String name) {
        try {
            UNSAFE.objectFieldOffset(URLClassPath.class, name);
            return true;
        } catch (InternalError e) {
            return false;
        }
    }

    private static Object field(Class<?> in, Object of, String name) {
        long offset = UNSAFE.objectFieldOffset(in, name);
        return Runtime.version().feature() < 12 ? olderField(of, offset) : UNSAFE.getReference(of, offset);
    }

    /** Java 11 has it under a name that later ones took away. */
    private static Object olderField(Object of, long offset) {
        try {
            return Unsafe.class.getMethod("getObject", Object.class, long.class).invoke(UNSAFE, of, offset);
        } catch (ReflectiveOperationException e) {
            throw new InternalError(e);
        }
    }
}

package dev.jftrace.agent.attach;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Iterator;
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
            Collection<?> unopened = (Collection<?>) field(URLClassPath.class, path, "unopenedUrls");
            synchronized (unopened) {
                removeUrls(unopened);
                removeUrls((Collection<?>) field(URLClassPath.class, path, "path"));
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

    private static void removeUrls(Collection<?> urls) {
        for (Iterator<?> each = urls.iterator(); each.hasNext(); ) {
            if (((URL) each.next()).getPath().endsWith(NAME)) {
                each.remove();
            }
        }
    }

    private static Object field(Class<?> in, Object of, String name) {
        return UNSAFE.getReference(of, UNSAFE.objectFieldOffset(in, name));
    }
}

package dev.jftrace.agent.code;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import org.objectweb.asm.ClassReader;

/**
 * The text of {@code available_filter_functions}: a line {@code pkg.Class.method [module-or-jar]} for each method of the
 * loaded classes that a filter can choose. Methods are found in class files, where their loaders have them: classes made
 * while the program runs are not listed, though they can be traced.
 */
public final class AvailableFunctions {
    private final Instrumentation instrumentation;

    public AvailableFunctions(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** In the order in which the JVM tells its classes; thousands of lines. */
    public void write(Appendable out) throws IOException {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (!loaded.isArray() && !loaded.isPrimitive() && instrumentation.isModifiableClass(loaded)) {
                write(loaded, out);
            }
        }
    }

    private static void write(Class<?> loaded, Appendable out) throws IOException {
        String name = loaded.getName().replace('.', '/');
        ClassOrigin origin =
                ClassOrigin.of(loaded.getModule(), loaded.getClassLoader(), loaded.getProtectionDomain());
        if (name.startsWith("dev/jftrace/agent/") || origin.isJdk() && JdkClasses.isUnderTheHooks(name)) {
            return;
        }
        ClassMethods methods = read(name + ".class", loaded.getClassLoader());
        if (methods == null) {
            return;
        }
        for (ClassMethods.Method method : methods.withCode()) {
            out.append(methods.name(method)).append(" [").append(origin.word()).append("]\n");
        }
    }

    /** @return null where the loader has no such file, or it is not one that can be read */
    private static ClassMethods read(String resource, ClassLoader loader) {
        try (InputStream file = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return file == null ? null : ClassMethods.read(new ClassReader(file));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}

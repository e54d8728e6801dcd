package dev.jftrace.agent.code;

import java.security.CodeSource;
import java.security.ProtectionDomain;

/** Where a class came from: what {@code :mod:NAME} of a filter is held against. */
final class ClassOrigin {
    private final boolean jdk;
    private final String module;
    private final ProtectionDomain domain;
    private final String loader;
    private final String loaderClass;
    private String file;

    private ClassOrigin(
            boolean jdk, String module, ProtectionDomain domain, String file, String loader, String loaderClass) {
        this.jdk = jdk;
        this.module = module;
        this.domain = domain;
        this.file = file;
        this.loader = loader;
        this.loaderClass = loaderClass;
    }

    static ClassOrigin of(Module module, ClassLoader loader, ProtectionDomain domain) {
        return new ClassOrigin(
                JdkClasses.contain(module, loader),
                module.isNamed() ? module.getName() : null,
                domain,
                null,
                loader == null ? "bootstrap" : loader.getName(),
                loader == null ? null : loader.getClass().getName());
    }

    /**
     * Of an application's class that is not loaded yet.
     *
     * @param module null where none is known
     * @param file the last step of where it lies
     */
    static ClassOrigin ofFile(String module, String file) {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        return new ClassOrigin(
                false, module, null, file, loader.getName(), loader.getClass().getName());
    }

    /** Of the JDK's classes in a module. */
    static ClassOrigin ofJdk(String module) {
        return new ClassOrigin(true, module, null, null, null, null);
    }

    /** Of a class of which nothing but its bytes is known. */
    static ClassOrigin unknown(boolean jdk) {
        return new ClassOrigin(jdk, null, null, null, null, null);
    }

    boolean isJdk() {
        return jdk;
    }

    /** The name of the module, the jar (with or without its ending), the loader, or the loader's class. */
    boolean matches(Glob name) {
        return name.matchesOrNull(module)
                || matchesFile(name)
                || name.matchesOrNull(loader)
                || name.matchesOrNull(loaderClass)
                || loaderClass != null && name.matches(loaderClass.substring(loaderClass.lastIndexOf('.') + 1));
    }

    private boolean matchesFile(Glob name) {
        String file = file();
        return file != null
                && (name.matches(file)
                        || file.endsWith(".jar") && name.matches(file.substring(0, file.length() - ".jar".length())));
    }

    /** What the trace tells: a module's name, or the last step of where the class came from: app.jar, classes. */
    String word() {
        String origin = module != null ? module : file();
        return origin == null || origin.isEmpty() ? "-" : FunctionName.word(origin);
    }

    /** Only few ask, and every class that is loaded has an origin. */
    private String file() {
        if (file == null) {
            file = file(domain);
        }
        return file;
    }

    private static String file(ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        String path = source.getLocation().getPath();
        int end = path.length();
        while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) == '!')) {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
}

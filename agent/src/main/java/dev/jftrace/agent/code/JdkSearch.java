package dev.jftrace.agent.code;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** The class files of those modules of the JDK that this JVM began with, loaded or not. */
final class JdkSearch {
    private static final String CLASS = ".class";

    private JdkSearch() {}

    /** Which modules are looked through. */
    interface Wanted {
        boolean isWanted(Module module, ClassOrigin origin);
    }

    /** @return false where not all could be seen */
    static boolean run(ClassPathSearch.Visitor visitor, Wanted wanted) {
        for (Module module : ModuleLayer.boot().modules()) {
            ClassOrigin origin = ClassOrigin.ofJdk(module.getName());
            if (JdkClasses.contain(module, module.getClassLoader()) && wanted.isWanted(module, origin)) {
                try {
                    look(visitor, module, origin);
                } catch (IOException | RuntimeException e) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void look(ClassPathSearch.Visitor visitor, Module module, ClassOrigin origin) throws IOException {
        Optional<ResolvedModule> resolved = ModuleLayer.boot().configuration().findModule(module.getName());
        if (!resolved.isPresent()) {
            throw new IOException("no module " + module);
        }
        try (ModuleReader reader = resolved.get().reference().open();
                Stream<String> names = reader.list()) {
            boolean more = true;
            for (Iterator<String> each = names.iterator(); each.hasNext() && more; ) {
                String name = each.next();
                if (name.endsWith(CLASS) && !name.endsWith("-info.class")) {
                    more = visitor.visit(name.substring(0, name.length() - CLASS.length()), origin, open(reader, name));
                }
            }
        }
    }

    private static ClassPathSearch.Source open(ModuleReader reader, String name) {
        return new ClassPathSearch.Source() {
            @Override
            public InputStream open() throws IOException {
                Optional<InputStream> resource = reader.open(name);
                if (!resource.isPresent()) {
                    throw new IOException("no resource " + name);
                }
                return resource.get();
            }
        };
    }
}

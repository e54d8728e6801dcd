package dev.jftrace.agent.code;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The class files on the program's class path and module path. Nothing is loaded, and none of the program's loaders is asked. */
final class ClassPathSearch {
    private static final String CLASS = ".class";
    private static final int MOST_CLASSES = 200_000;

    /** As the loaders of frameworks say it of the folder within their jar. */
    private static final ClassOrigin CLASSES = ClassOrigin.ofFile(null, "classes");

    private final Visitor visitor;
    private final Deque<Path> places = new ArrayDeque<>();
    private final Set<Path> known = new HashSet<>();
    private final Map<Path, String> modules = new HashMap<>();
    private int classes;
    private boolean ended;
    private boolean complete = true;

    /** Is shown each class. */
    interface Visitor {
        /**
         * @param name internal
         * @param origin as far as it can be known before the class is loaded
         * @return false to end the search
         */
        boolean visit(String name, ClassOrigin origin, Source source) throws IOException;
    }

    /** The bytes of a class. */
    interface Source {
        InputStream open() throws IOException;
    }

    private ClassPathSearch(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * @param paths with {@link File#pathSeparator} between their parts
     * @return false where there is more than was seen: a packed jar within a jar, or a great many classes
     */
    static boolean run(Visitor visitor, String... paths) {
        ClassPathSearch search = new ClassPathSearch(visitor);
        search.knowModules();
        for (String path : paths) {
            // An empty part is the current folder; an empty path is none.
            for (String part : path.isEmpty() ? new String[0] : path.split(File.pathSeparator)) {
                search.add(Path.of(part));
            }
        }
        while (!search.places.isEmpty() && !search.ended) {
            search.look(search.places.remove());
        }
        return search.complete;
    }

    /** Those of the application that the JVM began with. */
    private void knowModules() {
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            URI at = module.reference().location().orElse(null);
            if (at != null && "file".equals(at.getScheme())) {
                modules.put(Path.of(at).toAbsolutePath().normalize(), module.name());
            }
        }
    }

    private ClassOrigin origin(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        Path name = whole.getFileName();
        return ClassOrigin.ofFile(modules.get(whole), name == null ? null : name.toString());
    }

    private void add(Path place) {
        if (known.add(place.toAbsolutePath().normalize())) {
            places.add(place);
        }
    }

    private void look(Path place) {
        try {
            if (Files.isDirectory(place)) {
                folder(place);
            } else if (Files.isRegularFile(place)) {
                jar(place);
            }
        } catch (IOException | RuntimeException e) {
            complete = false; // the program may find what is not readable here
        }
    }

    /** Of classes, or, on a module path, of jars. */
    private void folder(Path folder) throws IOException {
        ClassOrigin origin = origin(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Iterator<Path> each = files.iterator(); each.hasNext() && !ended; ) {
                Path file = each.next();
                String name = folder.relativize(file).toString();
                if (name.endsWith(".jar") && file.getParent().equals(folder)) {
                    add(file);
                }
                visit(name, origin, new Source() {
                    @Override
                    public InputStream open() throws IOException {
                        return Files.newInputStream(file);
                    }
                });
            }
        }
    }

    private void jar(Path file) throws IOException {
        ClassOrigin origin = origin(file);
        boolean nests = false;
        try (ZipFile jar = new ZipFile(file.toFile())) {
            addClassPath(file, jar);
            for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements() && !ended; ) {
                ZipEntry entry = all.nextElement();
                String name = withoutPrefix(entry.getName());
                nests |= name.endsWith(".jar");
                visit(name, name.equals(entry.getName()) ? origin : CLASSES, new Source() {
                    @Override
                    public InputStream open() throws IOException {
                        return jar.getInputStream(entry);
                    }
                });
            }
        }
        if (nests && !ended) {
            nested(file);
        }
    }

    private void nested(Path file) throws IOException {
        try (NestedJars jars = new NestedJars(file)) {
            for (NestedJars.Entry jar : jars.entries()) {
                if (jar.name.endsWith(".jar") && !ended) {
                    List<NestedJars.Entry> entries = jar.entries();
                    complete &= entries != null;
                    nested(jar.name, entries == null ? List.of() : entries);
                }
            }
        }
    }

    private void nested(String jar, List<NestedJars.Entry> entries) throws IOException {
        ClassOrigin origin = ClassOrigin.ofFile(null, jar.substring(jar.lastIndexOf('/') + 1));
        for (NestedJars.Entry entry : entries) {
            complete &= !entry.name.endsWith(".jar");
            if (!ended) {
                visit(entry.name, origin, new Source() {
                    @Override
                    public InputStream open() throws IOException {
                        return entry.open();
                    }
                });
            }
        }
    }

    /** Where frameworks keep an application within its jar. */
    private static String withoutPrefix(String entry) {
        for (String prefix : new String[] {"BOOT-INF/classes/", "WEB-INF/classes/"}) {
            if (entry.startsWith(prefix)) {
                return entry.substring(prefix.length());
            }
        }
        return entry;
    }

    private void addClassPath(Path file, ZipFile jar) throws IOException {
        ZipEntry entry = jar.getEntry("META-INF/MANIFEST.MF");
        if (entry == null) {
            return;
        }
        try (InputStream bytes = jar.getInputStream(entry)) {
            String more = new Manifest(bytes).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String part : more == null ? new String[0] : more.trim().split(" +")) {
                if (!part.isEmpty() && part.indexOf(':') < 0) {
                    add(file.toAbsolutePath().resolveSibling(part));
                }
            }
        }
    }

    private void visit(String entry, ClassOrigin origin, Source source) throws IOException {
        if (!entry.endsWith(CLASS) || entry.startsWith("META-INF/") || entry.endsWith("-info.class")) {
            return;
        }
        if (++classes > MOST_CLASSES) {
            complete = false;
            ended = true;
        } else {
            ended = !visitor.visit(entry.substring(0, entry.length() - CLASS.length()), origin, source);
        }
    }
}

package dev.jftrace.agent.attach;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jdk.internal.misc.Unsafe;

/** Defines all classes of a jar in the boot loader. They stay as long as the JVM: a second time nothing happens. */
final class BootClasses {
    private static final String CLASS = ".class";
    /** These are the class path's: of one name in both loaders, each would find the boot loader's. */
    private static final String OWN = "dev/jftrace/agent/attach/";

    private static final String ENTRY = "dev/jftrace/agent/Agent";

    private BootClasses() {}

    static void defineFrom(Path jar) throws IOException {
        if (isDefined(ENTRY)) {
            return;
        }
        Map<String, byte[]> classes = read(jar);
        // Superclasses are asked for when a class is defined: one that comes too early waits for the next round.
        LinkageError failure = null;
        for (int left = -1; left != classes.size(); ) {
            left = classes.size();
            for (Iterator<Map.Entry<String, byte[]>> each = classes.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<String, byte[]> next = each.next();
                try {
                    define(next.getKey(), next.getValue());
                    each.remove();
                } catch (LinkageError e) {
                    failure = e;
                }
            }
        }
        if (!classes.isEmpty()) {
            throw new IOException("classes of the agent can't be defined: " + classes.keySet(), failure);
        }
    }

    private static boolean isDefined(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void define(String name, byte[] code) {
        Unsafe.getUnsafe().defineClass(name, code, 0, code.length, null, null);
    }

    /** By internal names; the entry class last, as it stands for all. */
    private static Map<String, byte[]> read(Path jar) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(CLASS) && !name.startsWith(OWN)) {
                    classes.put(name.substring(0, name.length() - CLASS.length()), in.readAllBytes());
                }
            }
        }
        byte[] last = classes.remove(ENTRY);
        if (last == null) {
            throw new IOException(jar + ": expected the agent's jar, found no " + ENTRY + CLASS);
        }
        classes.put(ENTRY, last);
        return classes;
    }
}

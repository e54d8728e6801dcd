package dev.jftrace.agent.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds the fields that conditions name, in class files and not in classes: a filter loads none. The class itself is at
 * hand; others are read where their loader has them.
 */
final class FieldTypes {
    private static final int MOST_PARENTS = 64;

    private final ClassLoader loader;
    private final Map<String, Shape> shapes = new HashMap<>();

    FieldTypes(ClassReader own, ClassLoader loader) {
        this.loader = loader;
        shapes.put(own.getClassName(), Shape.of(own));
    }

    /** A field, and who declares it. */
    static final class Field {
        private final String declaring;
        private final String descriptor;

        private Field(String declaring, String descriptor) {
            this.declaring = declaring;
            this.descriptor = descriptor;
        }

        /** Binary name. */
        String declaring() {
            return declaring;
        }

        String descriptor() {
            return descriptor;
        }
    }

    /**
     * @param internalName of the class, or of one below the class that declares it
     * @return null where there is no such field that is not static
     */
    Field find(String internalName, String name) {
        String at = internalName;
        for (int i = 0; at != null && i < MOST_PARENTS; i++) {
            Shape shape = shape(at);
            String descriptor = shape == null ? null : shape.fields.get(name);
            if (descriptor != null) {
                return new Field(at.replace('/', '.'), descriptor);
            }
            at = shape == null ? null : shape.parent;
        }
        return null;
    }

    private Shape shape(String internalName) {
        if (!shapes.containsKey(internalName)) {
            shapes.put(internalName, read(internalName + ".class"));
        }
        return shapes.get(internalName);
    }

    private Shape read(String resource) {
        try (InputStream file = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return file == null ? null : Shape.of(new ClassReader(file));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static final class Shape extends ClassVisitor {
        private final Map<String, String> fields = new HashMap<>();
        private String parent;

        private Shape() {
            super(Opcodes.ASM9);
        }

        static Shape of(ClassReader reader) {
            Shape shape = new Shape();
            reader.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return shape;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            parent = above;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if ((access & Opcodes.ACC_STATIC) == 0) {
                fields.put(name, descriptor);
            }
            return null;
        }
    }
}

package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts hooks into the chosen methods of one class. What is wrong with a method may show only at its end, or in its
 * final size; then the class is done again without it.
 */
final class ClassHooks {
    /** HotSpot's HugeMethodLimit: it never compiles a method of more bytes, which then runs a thousand times slower. */
    private static final int COMPILED_MAX = 8000;

    private final ClassReader original;
    private final Map<String, TracedMethod> methods;
    private final String hooks;
    private final Map<String, String> leftAlone = new LinkedHashMap<>();

    /** @param methods by {@link TracedMethod#key} */
    ClassHooks(ClassReader original, Map<String, TracedMethod> methods, String hooks) {
        this.original = original;
        this.methods = new LinkedHashMap<>(methods);
        this.hooks = hooks;
    }

    /** The class with its hooks. */
    byte[] write() {
        while (true) {
            int before = methods.size();
            byte[] bytes = pass();
            if (methods.size() == before) {
                return bytes;
            }
        }
    }

    /** Those that have hooks now. */
    Map<String, TracedMethod> hooked() {
        return methods;
    }

    /** Name of each method that has none after all, and why. */
    Map<String, String> leftAlone() {
        return leftAlone;
    }

    private byte[] pass() {
        ClassWriter writer = new ClassWriter(original, 0);
        Pass pass = new Pass(writer);
        original.accept(pass, 0);
        for (Map.Entry<String, ConstructorHooks> constructor : pass.constructors.entrySet()) {
            if (constructor.getValue().unusual() != null) {
                leave(constructor.getKey(), constructor.getValue().unusual());
            }
        }
        try {
            byte[] bytes = writer.toByteArray();
            if (bytes.length > COMPILED_MAX) {
                leaveHuge(bytes);
            }
            return bytes;
        } catch (MethodTooLargeException e) {
            String key = TracedMethod.key(e.getMethodName(), e.getDescriptor());
            leave(key, "its hooks would exceed 65,535 bytes of code");
            return null;
        }
    }

    private void leaveHuge(byte[] bytes) {
        Map<String, Integer> before = CodeLengths.of(original);
        for (Map.Entry<String, Integer> after :
                CodeLengths.of(new ClassReader(bytes)).entrySet()) {
            if (after.getValue() > COMPILED_MAX && before.get(after.getKey()) <= COMPILED_MAX) {
                leave(after.getKey(), "its hooks would exceed 8,000 bytes of code, which HotSpot never compiles");
            }
        }
    }

    private void leave(String key, String reason) {
        TracedMethod method = methods.remove(key);
        if (method != null) {
            leftAlone.put(method.name(), reason);
        }
    }

    private final class Pass extends ClassVisitor {
        final Map<String, ConstructorHooks> constructors = new HashMap<>();
        private int version;
        private String owner;
        private String superName;

        Pass(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            this.version = version;
            this.owner = name;
            this.superName = parent;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
            String key = TracedMethod.key(name, descriptor);
            TracedMethod method = methods.get(key);
            if (method == null) {
                return code;
            }
            if (!name.equals("<init>")) {
                return new MethodHooks(code, method.id(), hooks, version);
            }
            ConstructorHooks constructor = new ConstructorHooks(code, method.id(), hooks, version, owner, superName);
            constructors.put(key, constructor);
            return constructor;
        }
    }
}

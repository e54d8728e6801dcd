package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import dev.jftrace.agent.patch.ClassPatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts hooks into the chosen methods of one class, of any kind and into any class file: {@link PlainHooks} are put in faster. What is wrong with a method may show only at its end, or in its
 * final size; then the class is done again without it.
 */
final class ClassHooks {
    private final ClassReader original;
    private final Map<String, HookPlan> methods = new LinkedHashMap<>();
    private final String hooks;
    private final Map<String, String> leftAlone = new LinkedHashMap<>();

    ClassHooks(ClassReader original, List<HookPlan> plans, String hooks) {
        this.original = original;
        this.hooks = hooks;
        for (HookPlan plan : plans) {
            TracedMethod method = plan.method();
            methods.put(TracedMethod.key(method.methodName(), method.descriptor()), plan);
        }
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
    List<TracedMethod> hooked() {
        List<TracedMethod> hooked = new ArrayList<>();
        for (HookPlan plan : methods.values()) {
            hooked.add(plan.method());
        }
        return hooked;
    }

    /** Name of each method that has none after all, and why. */
    Map<String, String> leftAlone() {
        return leftAlone;
    }

    private byte[] pass() {
        ClassWriter writer = new ClassWriter(original, 0);
        Pass pass = new Pass(writer);
        original.accept(pass, hasGated() ? ClassReader.EXPAND_FRAMES : 0);
        for (Map.Entry<String, ConstructorHooks> constructor : pass.constructors.entrySet()) {
            if (constructor.getValue().unusual() != null) {
                leave(constructor.getKey(), constructor.getValue().unusual());
            }
        }
        try {
            byte[] bytes = writer.toByteArray();
            if (bytes.length > ClassPatch.COMPILED_MAX) {
                leaveHuge(bytes);
            }
            return bytes;
        } catch (MethodTooLargeException e) {
            String key = TracedMethod.key(e.getMethodName(), e.getDescriptor());
            leave(key, "its hooks would exceed 65,535 bytes of code");
            return null;
        }
    }

    /** Their token is a local variable, which every frame of the method must name. */
    private boolean hasGated() {
        for (HookPlan plan : methods.values()) {
            if (plan.isGated()) {
                return true;
            }
        }
        return false;
    }

    private void leaveHuge(byte[] bytes) {
        Map<String, Integer> before = null;
        for (Map.Entry<String, Integer> after :
                CodeLengths.of(new ClassReader(bytes)).entrySet()) {
            if (after.getValue() <= ClassPatch.COMPILED_MAX) {
                continue;
            }
            before = before == null ? CodeLengths.of(original) : before;
            if (before.get(after.getKey()) <= ClassPatch.COMPILED_MAX) {
                leave(after.getKey(), "its hooks would exceed 8,000 bytes of code, which HotSpot never compiles");
            }
        }
    }

    private void leave(String key, String reason) {
        HookPlan plan = methods.remove(key);
        if (plan != null) {
            leftAlone.put(plan.method().name(), reason);
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
            HookPlan plan = methods.get(key);
            if (plan == null) {
                return code;
            }
            int maxLocals = plan.isGated() ? CodeLengths.maxLocals(original).get(key) : 0;
            MethodFrame frame = new MethodFrame(version, hasGated(), maxLocals);
            if (!name.equals("<init>")) {
                return new MethodHooks(code, plan, hooks, frame);
            }
            ConstructorHooks constructor = new ConstructorHooks(code, plan, hooks, frame, owner, superName);
            constructors.put(key, constructor);
            return constructor;
        }
    }
}

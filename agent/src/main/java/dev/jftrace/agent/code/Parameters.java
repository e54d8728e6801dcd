package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The parameters of some methods of a class, with the names that the class file has for them: MethodParameters (javac
 * -parameters), else the table of local variables (javac -g), else argN.
 */
final class Parameters extends ClassVisitor {
    private final Set<String> wanted;
    private final Map<String, List<Parameter>> found = new HashMap<>();
    private String owner;

    private Parameters(Set<String> wanted) {
        super(Opcodes.ASM9);
        this.wanted = wanted;
    }

    /** @param wanted {@link TracedMethod#key}s; each gets its list, {@code this} first where there is one */
    static Map<String, List<Parameter>> of(ClassReader reader, Set<String> wanted) {
        Parameters parameters = new Parameters(wanted);
        reader.accept(parameters, ClassReader.SKIP_FRAMES);
        return parameters.found;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        owner = name;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        String key = TracedMethod.key(name, descriptor);
        return wanted.contains(key) ? new Names(key, access, descriptor) : null;
    }

    private final class Names extends MethodVisitor {
        private final String key;
        private final String descriptor;
        private final boolean isStatic;
        private final List<String> declared = new ArrayList<>();
        private final Map<Integer, String> bySlot = new HashMap<>();

        Names(String key, int access, String descriptor) {
            super(Opcodes.ASM9);
            this.key = key;
            this.descriptor = descriptor;
            this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        }

        @Override
        public void visitParameter(String name, int access) {
            declared.add(name);
        }

        /** A slot may serve several variables; the parameter is the first. */
        @Override
        public void visitLocalVariable(String name, String type, String signature, Label start, Label end, int index) {
            bySlot.putIfAbsent(index, name);
        }

        @Override
        public void visitEnd() {
            List<Parameter> parameters = new ArrayList<>();
            int slot = 0;
            if (!isStatic) {
                parameters.add(new Parameter(0, "this", Type.getObjectType(owner), slot++));
            }
            Type[] types = Type.getArgumentTypes(descriptor);
            for (int i = 0; i < types.length; i++) {
                parameters.add(new Parameter(i + 1, name(i, slot, types.length), types[i], slot));
                slot += types[i].getSize();
            }
            found.put(key, parameters);
        }

        private String name(int index, int slot, int count) {
            String name = declared.size() == count ? declared.get(index) : bySlot.get(slot);
            return name == null || name.isEmpty() ? "arg" + (index + 1) : FunctionName.word(name);
        }
    }
}

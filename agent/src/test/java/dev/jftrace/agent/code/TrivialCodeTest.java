package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.hook.TracedMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class TrivialCodeTest {
    private static final int STEP = 7;

    /** The JDK's own, by the bytes of their code and by the instructions that these are. */
    @Test
    void shouldTellTrivialMethodsByTheirInstructions() throws IOException {
        int trivial = 0;
        int methods = 0;
        try (JdkFiles files = new JdkFiles(System.getProperty("java.home"))) {
            List<Path> all = files.of("java.base");
            for (int i = 0; i < all.size(); i += STEP) {
                ClassReader reader = new ClassReader(Files.readAllBytes(all.get(i)));
                Map<String, Instructions> expected = read(reader);
                for (ClassMethods.Method method : ClassMethods.read(reader).withCode()) {
                    Instructions code = expected.get(method.key());
                    assertThat(method.codeLength()).isEqualTo(code.length);
                    assertThat(method.isTrivial())
                            .as(method.nameWithParameters())
                            .isEqualTo(code.isTrivial());
                    methods++;
                    trivial += method.isTrivial() ? 1 : 0;
                }
            }
        }
        assertThat(trivial).isBetween(200, methods / 2);
    }

    private static Map<String, Instructions> read(ClassReader reader) {
        Map<String, Integer> lengths = CodeLengths.of(reader);
        Map<String, Instructions> found = new HashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String signature, String[] thrown) {
                        String key = TracedMethod.key(name, type);
                        boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
                        Instructions code =
                                new Instructions(bridge, name.equals("<init>"), lengths.getOrDefault(key, 0));
                        found.put(key, code);
                        return code;
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found;
    }

    private static final class Instructions extends MethodVisitor {
        private final boolean bridge;
        private final boolean constructor;
        private final int length;
        private int fields;
        private int loads;
        private int constants;
        private boolean other;

        Instructions(boolean bridge, boolean constructor, int length) {
            super(Opcodes.ASM9);
            this.bridge = bridge;
            this.constructor = constructor;
            this.length = length;
        }

        boolean isTrivial() {
            boolean little = fields == 1 && loads <= 3 || fields == 0 && loads == 0 && constants == 1;
            return bridge || !constructor && length <= 12 && !other && little;
        }

        @Override
        public void visitInsn(int opcode) {
            boolean constant = opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1;
            boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
            constants += constant ? 1 : 0;
            other |= !constant && !returns && opcode != Opcodes.NOP;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            constants++;
            other |= opcode == Opcodes.NEWARRAY;
        }

        @Override
        public void visitLdcInsn(Object value) {
            constants++;
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            loads++;
            other |= opcode > Opcodes.ALOAD;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            fields++;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            other |= opcode != Opcodes.CHECKCAST;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            other = true;
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            other = true;
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            other = true;
        }

        @Override
        public void visitIincInsn(int slot, int by) {
            other = true;
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            other = true;
        }
    }
}

package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.hook.TracingMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** Shapes that compilers of Java seldom make. */
class ClassHooksTest {
    private static ClassHooks hooks(byte[] original) {
        return hooks(original, FunctionFilter.builder().all(true).build(null));
    }

    private static ClassHooks hooks(byte[] original, FunctionFilter filter) {
        ClassReader reader = new ClassReader(original);
        HookPlans plans = new HookPlans(reader, ClassMethods.read(reader), filter, TracingMode.GRAPH, null);
        return new ClassHooks(
                reader,
                plans.make(ClassOrigin.unknown(false), new DroppedMethods(null, null), count -> 1),
                "dev/jftrace/agent/Hook");
    }

    /** With a token in every frame, and every argument and result recorded. */
    private static FunctionFilter everything() throws FilterSyntaxException {
        return FunctionFilter.builder()
                .all(true)
                .graphNotrace("nothing")
                .arguments("*")
                .arguments("*@this")
                .result("*")
                .build(null);
    }

    private static String faults(byte[] bytes) {
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(bytes), false, new PrintWriter(faults));
        return faults.toString();
    }

    private interface Code {
        void write(MethodVisitor method);
    }

    private static byte[] classWith(int version, String name, String descriptor, Code code) {
        ClassWriter writer = new ClassWriter(version < Opcodes.V1_6 ? 0 : ClassWriter.COMPUTE_FRAMES);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Shape", null, "java/lang/Object", null);
        int access = name.startsWith("<") ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        code.write(method);
        method.visitMaxs(5, 5);
        method.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void shouldHookSubroutinesOfOldClassFiles() {
        byte[] old = classWith(Opcodes.V1_4, "old", "()V", method -> {
            Label subroutine = new Label();
            method.visitJumpInsn(Opcodes.JSR, subroutine);
            method.visitInsn(Opcodes.RETURN);
            method.visitLabel(subroutine);
            method.visitVarInsn(Opcodes.ASTORE, 0);
            method.visitVarInsn(Opcodes.RET, 0);
        });

        ClassHooks hooks = hooks(old);
        assertThat(faults(hooks.write())).isEmpty();
        assertThat(hooks.hooked()).hasSize(1);
    }

    @Test
    void shouldLeaveAConstructorWithTwoSuperCallsAlone() {
        byte[] twice = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            Label other = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitJumpInsn(Opcodes.IFEQ, other);
            for (int branch = 0; branch < 2; branch++) {
                method.visitVarInsn(Opcodes.ALOAD, 0);
                method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                method.visitInsn(Opcodes.RETURN);
                if (branch == 0) {
                    method.visitLabel(other);
                }
            }
        });

        ClassHooks hooks = hooks(twice);
        assertThat(faults(hooks.write())).isEmpty();
        assertThat(hooks.hooked()).isEmpty();
        assertThat(hooks.leftAlone()).containsOnlyKeys("Shape.<init>");
    }

    @Test
    void shouldLeaveAConstructorWithoutSuperCallAlone() {
        byte[] never = classWith(Opcodes.V11, "<init>", "()V", method -> {
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
        });

        ClassHooks hooks = hooks(never);
        hooks.write();
        assertThat(hooks.leftAlone().get("Shape.<init>")).contains("without a call of super()");
    }

    /** A try around the arguments of super(), as flexible constructors allow: its handler may stand behind the call. */
    @Test
    void shouldLeaveAConstructorAloneWhoseHandlerMaySeeItRaw() {
        byte[] raw = classWith(Opcodes.V11, "<init>", "()V", method -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            method.visitTryCatchBlock(start, end, handler, null);
            method.visitLabel(start);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "gc", "()V", false);
            method.visitLabel(end);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            method.visitInsn(Opcodes.RETURN);
            method.visitLabel(handler);
            method.visitInsn(Opcodes.ATHROW);
        });

        ClassHooks hooks = hooks(raw);
        assertThat(faults(hooks.write())).isEmpty();
        assertThat(hooks.leftAlone().get("Shape.<init>")).contains("runs before it");
    }

    @Test
    void shouldLeaveAMethodAloneThatWouldOutgrowTheClassFile() {
        byte[] full = classWith(Opcodes.V11, "full", "()V", method -> {
            for (int i = 0; i < 65_530; i++) {
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.RETURN);
        });

        ClassHooks hooks = hooks(full);
        assertThat(hooks.write()).hasSizeGreaterThan(65_000);
        assertThat(hooks.leftAlone().get("Shape.full")).contains("65,535");
    }

    /** Loops, switches, handlers, longs in frames: what javac makes of these tests and of the library. */
    @Test
    void shouldKeepFramesValidWithATokenAndValues() throws Exception {
        int methods = 0;
        for (Class<?> type : List.of(
                ClassHooksTest.class,
                ClassReader.class,
                ClassWriter.class,
                CheckClassAdapter.class,
                ClassTracer.class,
                MethodHooks.class,
                Glob.class)) {
            String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
            byte[] original = type.getResourceAsStream(file).readAllBytes();
            ClassHooks hooks = hooks(original, everything());
            assertThat(faults(hooks.write())).as(file).isEmpty();
            assertThat(hooks.leftAlone()).as(file).isEmpty();
            methods += hooks.hooked().size();
        }
        assertThat(methods).isGreaterThan(200);
    }

    @Test
    void shouldHookSubroutinesWithAToken() throws FilterSyntaxException {
        byte[] old = classWith(Opcodes.V1_4, "old", "(J)J", method -> {
            Label subroutine = new Label();
            method.visitJumpInsn(Opcodes.JSR, subroutine);
            method.visitVarInsn(Opcodes.LLOAD, 0);
            method.visitInsn(Opcodes.LRETURN);
            method.visitLabel(subroutine);
            method.visitVarInsn(Opcodes.ASTORE, 2);
            method.visitVarInsn(Opcodes.RET, 2);
        });

        assertThat(faults(hooks(old, everything()).write())).isEmpty();
    }

    @Test
    void shouldLeaveAConstructorAloneThatChangesARecordedParameterBeforeSuper() throws FilterSyntaxException {
        byte[] changed = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            method.visitLdcInsn("another type");
            method.visitVarInsn(Opcodes.ASTORE, 1);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            method.visitInsn(Opcodes.RETURN);
        });

        ClassHooks hooks = hooks(changed, everything());
        assertThat(faults(hooks.write())).isEmpty();
        assertThat(hooks.leftAlone().get("Shape.<init>")).contains("changes a recorded parameter");
    }

    @Test
    void shouldEndOnDamagedClassFiles() throws IOException {
        byte[] whole =
                ClassHooksTest.class.getResourceAsStream("ClassHooksTest.class").readAllBytes();
        Random random = new Random(7);
        int written = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
            }
            try {
                hooks(damaged).write();
                written++;
            } catch (RuntimeException | Error e) {
                // the transformer leaves the class to the JVM, which says what is wrong with it
            }
        }
        assertThat(written).isBetween(1, 2999);
    }
}

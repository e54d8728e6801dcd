package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The methods of one class and their names: with parameters only where the class has several of that name. */
final class ClassMethods extends ClassVisitor {
    private final List<Method> declared = new ArrayList<>();
    private final List<Method> withCode = new ArrayList<>();
    private final List<String> classAnnotations = new ArrayList<>();
    private final Map<String, Integer> sameName = new HashMap<>();
    private final Map<String, Integer> sameParameters = new HashMap<>();
    private final String className;

    private ClassMethods(String className) {
        super(Opcodes.ASM9);
        this.className = className;
    }

    /** One method, before it is known whether it is traced. */
    static final class Method extends MethodVisitor {
        private final int access;
        private final String name;
        private final String descriptor;
        private final List<String> annotations = new ArrayList<>();
        private int codeLength;
        private boolean trivial;

        private Method(int access, String name, String descriptor) {
            super(Opcodes.ASM9);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            annotations.add(Type.getType(type).getClassName());
            return null;
        }

        String name() {
            return name;
        }

        String descriptor() {
            return descriptor;
        }

        String key() {
            return TracedMethod.key(name, descriptor);
        }
    }

    static ClassMethods read(ClassReader reader) {
        ClassMethods methods = new ClassMethods(FunctionName.ofClass(reader.getClassName()));
        reader.accept(methods, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        methods.measure(reader);
        return methods;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        classAnnotations.add(Type.getType(type).getClassName());
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        Method method = new Method(access, name, descriptor);
        declared.add(method);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
            withCode.add(method);
        }
        count(sameName, name);
        count(sameParameters, name + FunctionName.parameters(descriptor));
        return method;
    }

    /** Not with a method reference: that would start java.lang.invoke in every traced JVM. */
    private static void count(Map<String, Integer> counts, String name) {
        counts.put(name, counts.getOrDefault(name, 0) + 1);
    }

    private void measure(ClassReader reader) {
        Map<String, Integer> lengths = CodeLengths.of(reader);
        Map<String, TrivialCode> small = new HashMap<>();
        for (Method method : withCode) {
            method.codeLength = lengths.getOrDefault(method.key(), 0);
            if (method.codeLength <= TrivialCode.MOST_BYTES && !method.name.equals("<init>")) {
                small.put(method.key(), new TrivialCode());
            }
        }
        if (!small.isEmpty()) {
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String type, String signature, String[] thrown) {
                            return small.get(TracedMethod.key(name, type));
                        }
                    },
                    ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        for (Method method : withCode) {
            TrivialCode code = small.get(method.key());
            method.trivial = (method.access & Opcodes.ACC_BRIDGE) != 0 || code != null && code.isTrivial();
        }
    }

    /** Those that have code, in the order of the class file. */
    List<Method> withCode() {
        return withCode;
    }

    /** Native and abstract ones. */
    List<Method> withoutCode() {
        List<Method> without = new ArrayList<>(declared);
        without.removeAll(withCode);
        return without;
    }

    /** For a filter to choose by. */
    MethodFacts facts(Method method) {
        List<String> annotations = new ArrayList<>(method.annotations);
        annotations.addAll(classAnnotations);
        return new MethodFacts(
                plainName(method),
                FunctionName.parameters(method.descriptor),
                className.lastIndexOf('.') + 1,
                method.codeLength,
                method.trivial,
                annotations);
    }

    /** What a mistyped filter may have meant. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Method method : withCode) {
            names.add(plainName(method));
        }
        return names;
    }

    String className() {
        return className;
    }

    private String plainName(Method method) {
        return className + "." + FunctionName.word(method.name);
    }

    /** What the trace calls it. */
    String name(Method method) {
        if (sameName.get(method.name) == 1) {
            return plainName(method);
        }
        String parameters = FunctionName.parameters(method.descriptor);
        String name = plainName(method) + parameters;
        return sameParameters.get(method.name + parameters) == 1
                ? name
                : name + ":" + FunctionName.returnType(method.descriptor);
    }
}

{{/* What all objects share. */}}
{{- define "tocsin.labels" -}}
app.kubernetes.io/name: tocsin
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "tocsin.selector" -}}
app.kubernetes.io/name: tocsin
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The container, but for its command and probes: the service and the migration share it. */}}
{{- define "tocsin.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
envFrom:
  - secretRef:
      name: {{ required "existingSecret: name the Secret that holds DATABASE_URL" .Values.existingSecret }}
env:
  - name: PUBLIC_URL
    value: {{ required "publicUrl: say how people reach the service" .Values.publicUrl | quote }}
  - name: MIGRATE
    value: {{ not .Values.migrateJob | quote }}
  - name: OTEL_SERVICE_INSTANCE_ID
    valueFrom:
      fieldRef:
        fieldPath: metadata.name
{{- if .Values.caConfigMap }}
  - name: CA_FILE
    value: /etc/tocsin/ca/ca.crt
{{- end }}
{{- range $name, $value := .Values.env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
{{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: scratch
    mountPath: /var/lib/tocsin
  - name: scratch
    mountPath: /tmp
{{- if .Values.caConfigMap }}
  - name: ca
    mountPath: /etc/tocsin/ca
    readOnly: true
{{- end }}
{{- end }}

{{- define "tocsin.pod" -}}
automountServiceAccountToken: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: scratch
    emptyDir: {}
{{- if .Values.caConfigMap }}
  - name: ca
    configMap:
      name: {{ .Values.caConfigMap }}
{{- end }}
{{- end }}

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0002_guard_the_journal'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(blank=True, default='', max_length=64)),
                ('at', models.DateTimeField(help_text='When it was read.')),
                ('lang', models.CharField(blank=True, default='', max_length=16)),
                ('claims', models.JSONField(default=list, help_text='What was read, as `ClaimRecord.read`, in order of their keys.')),
                ('notes', models.JSONField(blank=True, default=list, help_text='[{code, message, start, end}]')),
                ('digest', models.CharField(help_text='Hash of the claims and notes: the same where nothing differs.', max_length=64)),
                ('added', models.PositiveIntegerField(default=0, help_text='Claims that the reading before did not have.')),
                ('gone', models.PositiveIntegerField(default=0, help_text='Claims that only the reading before had.')),
                ('changed', models.PositiveIntegerField(default=0, help_text='Claims that say something else than before.')),
                ('weighed', models.PositiveIntegerField(default=0, help_text='Claims that differ in nothing but how sure they are.')),
                ('taken_over_at', models.DateTimeField(blank=True, help_text='Since when the register follows it.', null=True)),
                ('dropped_at', models.DateTimeField(blank=True, help_text='When a proposal was turned down.', null=True)),
                ('settled_by', models.CharField(blank=True, default='', help_text='Who took it over or dropped it.', max_length=150)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='register.storeddocument')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['document', '-taken_over_at'], name='reading_of_a_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at', None), ('taken_over_at', None)), fields=('document',), name='reading_one_proposal_a_document'), models.CheckConstraint(condition=models.Q(('taken_over_at', None), ('dropped_at', None), _connector='OR'), name='reading_taken_over_or_dropped')],
            },
        ),
    ]

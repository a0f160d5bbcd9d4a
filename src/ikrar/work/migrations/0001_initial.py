import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='WorkerSign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('office', models.CharField(default='default', help_text='The database of its register.', max_length=64)),
                ('about', models.CharField(blank=True, default='', help_text='What it is done to, in a few words.', max_length=300)),
                ('given', models.JSONField(default=dict, help_text='What the kind needs to know.')),
                ('who', models.CharField(blank=True, default='', help_text='Empty: the schedule.', max_length=150)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('faulty', 'Faulty'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='queued', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('of', models.PositiveIntegerField(blank=True, help_text='How many steps there are, once that is known.', null=True)),
                ('message', models.JSONField(blank=True, default=dict, help_text='{text, values}: what it is at, or how it ended.')),
                ('result', models.JSONField(blank=True, default=dict)),
                ('kept', models.JSONField(blank=True, default=dict, help_text='What the next attempt has to know to go on.')),
                ('attempts', models.PositiveIntegerField(default=0, help_text='Also the fence: who writes must be the latest one.')),
                ('falls', models.PositiveSmallIntegerField(default=0, help_text='How often its worker died since it last got on.')),
                ('failures', models.PositiveSmallIntegerField(default=0, help_text='How often it had to be tried again.')),
                ('worker', models.CharField(blank=True, default='', max_length=100)),
                ('heartbeat', models.DateTimeField(blank=True, null=True)),
                ('cancel_asked_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.CharField(blank=True, default='', max_length=150)),
                ('task', models.UUIDField(blank=True, help_text='Its place in the queue.', null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['office', '-id'], name='job_of_office'), models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['state'], name='job_unfinished')],
            },
        ),
        migrations.CreateModel(
            name='JobLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('done', 'Done'), ('warning', 'Warning'), ('fault', 'Fault')], default='done', max_length=8)),
                ('about', models.TextField(blank=True, default='', help_text='The file, row or document.')),
                ('message', models.JSONField(blank=True, default=dict, help_text='{text, values}')),
                ('values', models.JSONField(blank=True, default=dict, help_text="What came of it, for the kind's own page.")),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='work.job')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['job', 'level', 'id'], name='job_lines')],
                'constraints': [models.UniqueConstraint(fields=('job', 'key'), name='job_step_once')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('office', models.CharField(default='default', max_length=64)),
                ('at', models.DateTimeField()),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='slots', to='work.job')),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('name', 'office', 'at'), name='slot_once')],
            },
        ),
    ]

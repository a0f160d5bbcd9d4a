import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(default='default', max_length=64)),
                ('name', models.CharField(max_length=80)),
                ('headers', models.JSONField(default=dict, help_text='What -> header')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='mapping_once')],
            },
        ),
        migrations.CreateModel(
            name='TableImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(default='default', max_length=64)),
                ('name', models.CharField(help_text="The file's.", max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('sheet', models.CharField(blank=True, default='', max_length=255)),
                ('columns', models.JSONField(default=dict, help_text='What -> number of the column, from 0')),
                ('choices', models.JSONField(blank=True, default=dict, help_text='name|CC as written -> the party that is meant')),
                ('who', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('checked', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='work.job')),
                ('imported', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='work.job')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['office', '-id'], name='import_of_office')],
            },
        ),
    ]
